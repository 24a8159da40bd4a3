package main

import (
	"fmt"
	"time"
)

// writeHeader is what stands above the article: bars, logo, search, menus.
func (s *sheet) writeHeader() {
	s.begin("header", `id="masthead" `+s.named("header"))
	s.begin("div", s.named("topbar"))
	s.iconRow("social", s.icons)
	s.put(`<form role="search" method="get" class="search-form" action="/"><label><span class="screen-reader-text">%s</span><input type="search" name="s" value="" placeholder="%s&hellip;"></label><button type="submit">+</button></form>`, s.words(2), s.words(2))
	if s.options > 0 {
		s.begin("select", `name="archive-dropdown" `+s.named("archives"))
		for i := range s.options {
			s.put(`<option value="http://%s/2022/%d/">%s 2022</option>`, s.host, i, s.words(1))
		}
		s.end(1)
	}
	s.end(1)
	s.put(`<div class="logo"><a href="http://%s/" rel="home" title="Kiosque"><img width="272" height="90" src="http://%s/images/logo.png" srcset="http://%s/images/logo-2x.png 2x" alt="Kiosque" class="custom-logo"></a></div>`, s.host, s.host, s.host)
	s.begin("nav", `id="site-navigation" aria-label="menu" `+s.named("menu"))
	s.begin("ul", `id="primary-menu" class="nav-menu"`)
	for i := range s.menu {
		s.menuItem(i)
		if s.menuDeep > 0 && i%4 == 0 {
			s.begin("ul", `class="sub-menu dropdown-menu" role="menu"`)
			for k := range s.menuDeep {
				s.menuItem(100 + i*10 + k)
				s.end(1)
			}
			s.end(1)
		}
		s.end(1)
	}
	s.end(3)
}

// menuItem opens one item of a menu.
func (s *sheet) menuItem(i int) {
	s.begin("li", fmt.Sprintf(`id="menu-item-%d" class="menu-item menu-item-type-taxonomy menu-item-object-category menu-item-%d"`, i, i))
	if s.n%3 == 0 {
		s.put(`<a href="http://%s/rubrique/section-%d/" itemprop="url"><span class="menu-label">%s</span></a>`, s.host, i, s.words(2))
		return
	}
	s.put(`<a href="http://%s/rubrique/section-%d/">%s</a>`, s.host, i, s.words(2))
}

// iconRow is a row of drawn icons with links, as sharing and following have.
func (s *sheet) iconRow(what string, n int) {
	s.begin("ul", s.named(what))
	for i := range n {
		s.put(`<li class="%s-item"><a href="https://share%d.bench.test/?u=http%%3A%%2F%%2F%s%%2F&amp;via=kiosque" target="_blank" rel="nofollow noopener" aria-label="%s"><svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><path d="M%d.5 2.04c-5.5 0-10 4.49-10 10.02 0 5 3.66 9.15 8.44 9.9v-7H7.9v-2.9h2.54V9.85c0-2.51 1.49-3.89 3.78-3.89z"></path></svg></a></li>`, what, i, s.host, s.words(1), i)
	}
	s.end(1)
}

func (s *sheet) writeArticle(title string, n int, at time.Time) {
	s.begin(s.wrap, s.named("primary"))
	s.begin("div", `class="breadcrumbs" aria-label="breadcrumb"`)
	s.put(`<span><a href="/">%s</a></span> <i class="icon-right"></i> <span><a href="/rubrique/1/">%s</a></span>`, s.words(1), s.words(2))
	s.end(1)
	s.put(`<h1 class="%s">%s</h1>`, s.head, title)
	s.put(`<h2 class="%s">%s</h2>`, s.sub, s.words(12))
	s.begin("div", s.named("meta"))
	s.put(`<div class="%s">Le %s</div><span class="views"><i class="icon-eye"></i> %d</span>`, s.date, at.Format("02/01/2006 à 15h04"), s.r.IntN(9000))
	s.end(1)
	s.picture("featured", n)
	s.iconRow("share", s.icons)
	micro := ""
	if s.micro {
		micro = ` itemprop="articleBody"`
	}
	s.begin(s.body, fmt.Sprintf(`class="%s l%d"%s`, s.class, s.n, micro))
	s.writeBody()
	s.end(1)
	if s.noteTail {
		s.put(`<div class="newsletter"><p>%s</p><form><input type="email" name="email"><input type="hidden" name="k" value="%x"></form></div>`, s.words(14), s.r.Uint64())
	}
	s.begin("div", s.named("tags"))
	for i := range 3 + s.n%5 {
		s.put(`<a href="http://%s/tag/%d/" rel="tag">%s</a>`, s.host, i, s.words(2))
	}
	s.end(2)
}

func (s *sheet) writeBody() {
	for i := range 9 + s.r.IntN(10) {
		switch {
		case i == 4:
			s.put(`<h3>%s</h3>`, s.words(5))
		case i == 6 && s.n%3 == 0:
			s.put(`<blockquote class="wp-block-quote"><p>%s</p><cite>%s</cite></blockquote>`, s.sentences(1), s.words(3))
		case i == 8 && s.n%4 == 0:
			s.put(`<div id="ad-inline-%d" class="ad-slot" data-google-query-id="%x"><script>googletag.cmd.push(function(){googletag.display('ad-inline-%d');});</script></div>`, i, s.r.Uint64(), i)
		case i == 2 && s.shareInside:
			s.put(`<div class="share"><a href="#">Partager</a> <a href="#">Tweet</a></div><div class="related"><span>%s</span> <a href="%s">%s</a></div>`, s.words(2), pagePath(1), s.words(8))
		}
		s.put(`<p%s>%s</p>`, s.paragraph, s.sentences(1+s.r.IntN(3)))
	}
}

// picture is an image in the sizes that themes offer of it.
func (s *sheet) picture(class string, i int) {
	base := fmt.Sprintf("http://%s/wp-content/uploads/2022/10/photo-%x-%d", s.host, s.r.IntN(1<<30), i)
	img := fmt.Sprintf(`<img width="696" height="464" src="%s-696x464.jpg" srcset="%s-696x464.jpg 696w, %s-300x200.jpg 300w" sizes="(max-width: 696px) 100vw, 696px" alt="%s">`, base, base, base, s.words(6))
	switch s.figure {
	case 0:
		s.put(`<figure class="%s">%s<figcaption>%s</figcaption></figure>`, class, img, s.words(7))
	case 1:
		s.put(`<picture class="%s"><source type="image/webp" srcset="%s.webp">%s</picture>`, class, base, img)
	default:
		s.put(`<div class="%s"><div class="%s-ratio" style="padding-bottom:66.67%%">%s</div></div>`, class, class, img)
	}
}

func (s *sheet) writeComments() {
	s.begin("section", `id="comments" class="comments-area"`)
	for i := range s.comments {
		s.begin("div", fmt.Sprintf(`class="comment even thread-even depth-1" id="comment-%d"`, i))
		s.put(`<b class="fn">L. %d</b> <time datetime="2022-10-30T10:%02d:00+01:00">%s</time>`, i, i, s.words(3))
		s.put(`<p>%s</p><a rel="nofollow" class="comment-reply-link" href="#c%d" data-commentid="%d" data-postid="%d">%s</a>`, s.sentences(1), i, i, s.n, s.words(1))
		s.end(1)
	}
	s.put(`<form action="/wp-comments-post.php" method="post" id="commentform"><textarea id="comment" name="comment" cols="45" rows="8"></textarea><input id="author" name="author" type="text" value="" size="30"><input id="email" name="email" type="text" value="" size="30"><input name="submit" type="submit" value="+"></form>`)
	s.end(1)
}

// writeSidebar is the lists of other articles beside and below this one.
func (s *sheet) writeSidebar() {
	s.begin("aside", `id="secondary" `+s.named("sidebar"))
	for w := range s.widgets {
		s.begin("div", fmt.Sprintf(`id="widget-%d" %s`, w, s.named("widget")))
		s.put(`<h4 class="widget-title"><span>%s</span></h4>`, s.words(2))
		for i := range s.cards {
			s.card(w, i)
		}
		s.end(1)
	}
	s.end(1)
}

func (s *sheet) card(w, i int) {
	s.begin("div", fmt.Sprintf(`%s data-id="%d" data-track="widget-%d|%d|%x"`, s.named("card"), i, w, i, s.r.Uint64()))
	path := fmt.Sprintf("http://%s%s", s.host, pagePath(i%pagesPerHost))
	s.begin("div", s.named("card-inner"))
	s.begin("div", s.named("card-media"))
	s.begin("a", fmt.Sprintf(`class="stretched-link" href="%s" title="%s"`, path, s.words(8)))
	s.picture("thumb", i)
	s.end(2)
	s.begin("div", s.named("card-body"))
	s.put(`<span class="cat"><a href="http://%s/rubrique/%d/">%s</a></span>`, s.host, i, s.words(1))
	s.put(`<h5 class="card-title"><a href="%s">%s</a></h5>`, path, s.words(9))
	s.put(`<div class="card-meta"><span class="time">il y a %d heures</span></div>`, i+1)
	s.end(3)
}

func (s *sheet) writeFooter() {
	s.begin("footer", `id="colophon" `+s.named("footer"))
	for c := range s.columns {
		s.begin("div", s.named("footer-col"))
		s.put(`<h6>%s</h6>`, s.words(2))
		s.begin("ul", `class="footer-menu"`)
		for i := range 4 + s.n%6 {
			s.put(`<li><a href="http://%s/page-%d-%d/">%s</a></li>`, s.host, c, i, s.words(2))
		}
		s.end(2)
	}
	s.iconRow("follow", s.icons)
	s.put(`<p>Page faite pour une mesure. &copy; 2022</p>`)
	s.end(1)
	s.put(`<div id="cookie-notice" role="dialog" class="cookie-notice-hidden" aria-label="cookies"><span class="cn-text">%s</span><button type="button" data-cookie-set="accept" class="cn-button">%s</button></div>`, s.words(16), s.words(1))
}
