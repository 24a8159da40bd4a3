package extract

import "sada"

// selectors are where a platform's themes put the fields of an article. The
// title needs none: it is chosen among the headings.
type selectors struct {
	subtitle, body, author, date, section, tags, image []string
}

// profiles is a table, one row a platform; generic stands behind each. Class
// names come from saved pages and public code.
var profiles = map[sada.Profile]selectors{
	sada.Arc: {
		subtitle: []string{"h2.subheadline-container", ".subheadline"},
		body:     []string{"article.article-body-wrapper", ".article-body-wrapper", ".article-body"},
		author:   []string{".byline-credits-bold", "a.article-main-information-credits-bold", ".byline-credits"},
		date:     []string{"div.subheadline-date", ".article-date"}, section: []string{"a.overline-link"},
		image: []string{"figure.lead-art-wrapper img"},
	},
	sada.Drupal: {
		subtitle: []string{".field-name-field-chapo", ".content-lead"},
		body:     []string{".field-name-body", ".field--name-body", ".node__content", ".content-body"},
		author:   []string{".field-name-field-auteur", ".submitted .username"},
		date:     []string{".date-actualites", ".node-date", ".date-display-single", ".submitted"}, section: []string{".field-name-field-rubrique"},
		image: []string{".field-name-field-image img", ".field--name-field-image img"},
	},
	sada.WordPress: {
		subtitle: []string{"p.letter-hightlight", ".entry-subtitle", ".post-subtitle", ".chapo"},
		body: []string{
			"div.entry-content", "div.article-content", ".td-post-content", ".post-content", ".single_act", ".post_content", ".article_content", "#post_content", ".single-content",
			".elementor-widget-theme-post-content", ".wp-block-post-content",
		},
		author:  []string{"span.author a", ".author.vcard a", ".author-name", ".byline a", "a[rel=author]", ".entry-author"},
		date:    []string{"span.date-post", "time.entry-date", ".entry-date", ".post-date", "div.a-post", ".posted-on", ".td-post-date", ".wp-block-post-date", ".elementor-post-info__item--type-date", anyDate},
		section: []string{".cat-links a", ".post-category a", ".category a"},
		tags:    []string{"section.box-tags a", "a.tag_post_tag", "a[rel=tag]", ".tags a"},
	},
}

var generic = selectors{
	subtitle: []string{
		"[itemprop=alternativeHeadline]", ".chapo", ".standfirst", ".article-lead", ".article__lead", ".subheadline", ".sous-titre",
	},
	body: []string{
		"[itemprop=articleBody]", ".article-body", ".article__body", ".article-content", ".article__content", ".entry-content", ".post-content",
		".story-body", ".story__body", ".articleBody", "#article-body", ".bodystr", "#medium-editor",
	},
	date: []string{
		"span.story_date", ".article-date", ".post-date", ".date-post", ".pubdate", ".publish-date", ".entry-date",
	},
	section: []string{"[itemprop=articleSection]", "a.overline-link", ".cat-links a", ".post-category a", ".rubrique", "span.cat"},
	tags:    []string{"a[rel=tag]", ".tags a", ".article-tags a"},
	image:   []string{"img.wp-post-image", ".post-thumbnail img", ".featured-image img"},
}

// anyDate is a name that pages of every platform give a date.
const anyDate = ".date"

// fits reports whether the page is built as the source's own rules or its
// profile say: a title, a body or a date stands where they look for one. A
// source that says neither fits every page.
func (d *page) fits() bool {
	s := d.hints.Source
	if s == nil {
		return true
	}
	asked := false
	p := profiles[s.Profile]
	for _, list := range [][]string{{s.Rules.Title}, {s.Rules.Body}, {s.Rules.Date}, p.body, p.date} {
		for _, sel := range list {
			if sel == "" || sel == anyDate {
				continue
			}
			asked = true
			for _, n := range d.find(sel) {
				if countLetters(head(inner(n), maxProbe)) > 0 || attr(n, "datetime") != "" {
					return true
				}
			}
		}
	}
	return !asked
}
