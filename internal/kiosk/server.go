package kiosk

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// answer is what the stand says to one request.
type answer struct {
	status int // 0 is 200
	kind   string
	body   []byte
	header map[string]string
}

// ServeHTTP answers as the outlet that the request names by its host.
func (s *Stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	a := s.answer(strings.ToLower(host), r)
	for key, value := range a.header {
		w.Header().Set(key, value)
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if a.kind != "" {
		w.Header().Set("Content-Type", a.kind)
	}
	if a.status == http.StatusOK {
		sum := sha256.Sum256(a.body)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if len(a.body) > 1000 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(a.status)
		z := gzip.NewWriter(w)
		// The visitor has gone when this fails; there is nobody left to tell.
		_, _ = z.Write(a.body)
		_ = z.Close()
		return
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

func (s *Stand) answer(host string, r *http.Request) answer {
	if host == publishX {
		return s.describePost(r.URL.Query().Get("url"))
	}
	all := s.hosts[host]
	if len(all) == 0 {
		return answer{status: http.StatusMisdirectedRequest, kind: "text/plain", body: []byte("no such outlet at this stand\n")}
	}
	o := outletAt(all, r.URL.Path)
	if a, refused := s.refuse(o, r.URL.Path); refused {
		return a
	}
	path := r.URL.Path
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	switch {
	case path == "/robots.txt":
		return robots(all)
	case strings.HasPrefix(r.URL.Path, "/images/"), strings.HasPrefix(r.URL.Path, "/vi/"):
		return picture(r.URL.Path)
	case r.URL.Path == "/oembed":
		return s.describeVideo(r.URL.Query().Get("url"))
	}
	if a, ok := s.way(o, r.URL); ok {
		return a
	}
	if i, ok := s.pages[host+pageKey(r.URL)]; ok && s.out(i) {
		return s.page(i, r.URL)
	}
	return s.missing(o)
}

// outletAt is the outlet whose part of a host a path lies in.
func outletAt(all []*outlet, path string) *outlet {
	best, size := all[0], -1
	for _, o := range all {
		if (path == o.base || strings.HasPrefix(path, o.base+"/")) && len(o.base) > size {
			best, size = o, len(o.base)
		}
	}
	return best
}

// refuse answers for outlets that let nobody in: one shows the page of a
// gatekeeper, one is overloaded until the second round.
func (s *Stand) refuse(o *outlet, path string) (answer, bool) {
	switch {
	case o.refuses == "challenge":
		return answer{
			status: http.StatusForbidden, kind: "text/html; charset=UTF-8",
			header: map[string]string{"Cf-Mitigated": "challenge", "Cf-Ray": "kiosk-test", "Server": "cloudflare"},
			body:   []byte("<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head><body><div id=\"challenge-error-text\">Enable JavaScript and cookies to continue. Page written for tests.</div></body></html>"),
		}, true
	case o.refuses == "busy" && s.round.Load() == 1 && path != "/robots.txt":
		return answer{
			status: http.StatusServiceUnavailable, kind: "text/html; charset=UTF-8", header: map[string]string{"Retry-After": "600"},
			body: []byte("<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>"),
		}, true
	}
	return answer{}, false
}

func robots(all []*outlet) answer {
	b := bytes.NewBufferString("# Written for tests.\nUser-agent: *\n")
	for _, o := range all {
		if o.closed != "" {
			fmt.Fprintf(b, "Disallow: %s\n", o.closed)
		}
	}
	b.WriteString("Disallow: /wp-admin/\n")
	return answer{kind: "text/plain; charset=utf-8", body: b.Bytes()}
}

// out reports whether an item is on the stand in this round.
func (s *Stand) out(i *item) bool { return i.round <= int(s.round.Load()) }

// pageKey is the path of an address, with its query where pages are told apart
// by one, without what only counts visitors.
func pageKey(u *url.URL) string {
	for _, key := range []string{"id", "v"} {
		if v := u.Query().Get(key); v != "" {
			return u.Path + "?" + key + "=" + v
		}
	}
	return u.Path
}

// page answers with an item's own page, or sends on to where it lies now.
func (s *Stand) page(i *item, u *url.URL) answer {
	if i.accident == "redirect" && u.Path == i.oldPath() {
		return answer{status: http.StatusMovedPermanently, header: map[string]string{"Location": escape(i.path)}}
	}
	amp := i.accident == "amp" && strings.HasPrefix(u.Path, "/amp/")
	return i.outlet.dressed(s.article(i, amp))
}

// dressed is a page in the outlet's encoding. Only its head says which.
func (o *outlet) dressed(body []byte) answer {
	if o.charset == "" {
		return answer{kind: "text/html; charset=UTF-8", body: body}
	}
	return answer{kind: "text/html", body: recode(body, o.charset)}
}

// recode writes text in an encoding; signs that it lacks become references.
func recode(body []byte, charset string) []byte {
	var e encoding.Encoding = charmap.ISO8859_1
	if charset == "windows-1256" {
		e = charmap.Windows1256
	}
	out, err := encoding.HTMLEscapeUnsupported(e.NewEncoder()).Bytes(body)
	if err != nil {
		return body
	}
	return out
}

func (s *Stand) missing(o *outlet) answer {
	text := "Page introuvable"
	if o.lang == "ar" {
		text = "الصفحة غير موجودة"
	}
	body := "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + text + "</title></head><body><h1>" + text + "</h1></body></html>"
	return answer{status: http.StatusNotFound, kind: "text/html; charset=UTF-8", body: []byte(body)}
}

var wordpressPage = regexp.MustCompile(`^(.*/)page/(\d+)/$`)

// way answers for the ways into an outlet: those that its settings name, its
// home page and the pages of its sections.
func (s *Stand) way(o *outlet, u *url.URL) (answer, bool) {
	path, query := u.Path, u.Query()
	number := 0
	fmt.Sscan(query.Get("page"), &number)
	query.Del("page")
	if m := wordpressPage.FindStringSubmatch(path); m != nil {
		path = m[1]
		fmt.Sscan(m[2], &number)
	}
	for _, w := range o.ways {
		if plain, err := url.Parse(w.path); err == nil && plain.Path == path && plain.Query().Encode() == query.Encode() {
			return s.give(o, w, number), true
		}
	}
	if len(query) > 0 {
		return answer{}, false
	}
	if path == o.base+"/" || path == o.base {
		return s.listed(o, way{kind: "section", path: o.base + "/", size: 12}, number), true
	}
	for _, section := range s.sectionsOf(o) {
		if path == o.sectionPath(section) {
			return s.listed(o, way{kind: "section", path: path, section: section, size: 10}, number), true
		}
	}
	return answer{}, false
}

// give writes one way into an outlet, page number of it.
func (s *Stand) give(o *outlet, w way, number int) answer {
	switch w.kind {
	case "feed":
		return s.feed(o, w)
	case "channel":
		return s.channel(o, w)
	case "news-sitemap":
		return s.newsSitemap(o)
	case "sitemap":
		return s.sitemapIndex(o)
	case "sitemap-part":
		return s.sitemap(o, w)
	case "rest":
		return s.rest(o, w, max(number, 1))
	case "json-list":
		return s.list(o)
	}
	return s.listed(o, w, number)
}

// listed writes a page that lists items. Drupal counts its pages from 0, the
// others from 1.
func (s *Stand) listed(o *outlet, w way, number int) answer {
	if o.theme != "drupal" && number > 0 {
		number--
	}
	all := s.shelf(o, w)
	size := w.size
	if size == 0 || size > len(all) {
		size = max(len(all), 1)
	}
	pages := max((len(all)+size-1)/size, 1)
	from := min(number*size, len(all))
	return o.dressed(s.listing(o, w, all[from:min(from+size, len(all))], number, pages))
}

// shelf returns what a way may hold in this round, newest first.
func (s *Stand) shelf(o *outlet, w way) []*item {
	var all []*item
	for _, i := range o.items {
		if s.out(i) && (w.section == "" || o.sectionPath(w.section) == o.sectionPath(i.section)) && (i.accident != "sitemap-only" || w.kind == "sitemap-part") {
			all = append(all, i)
		}
	}
	return all
}

// newest cuts a shelf to the size of its way.
func newest(all []*item, w way) []*item {
	if w.size > 0 && len(all) > w.size {
		return all[:w.size]
	}
	return all
}

// dated reports whether the outlet dates an item where it lists it.
func dated(i *item) bool { return i.accident != "no-date" && i.accident != "relative-date" }

// link is the address under which feeds lead to an item.
func (i *item) link() string {
	host := "https://" + i.outlet.host
	switch i.accident {
	case "tracking":
		return i.url() + "?utm_source=rss&utm_medium=feed&utm_campaign=flux&fbclid=kiosk"
	case "redirect":
		return host + i.oldPath()
	case "amp":
		return host + escape("/amp"+i.path)
	case "short":
		return host + i.shortPath()
	}
	return i.url()
}

// recent reports whether t lies in the two days before the stand's clock.
func (s *Stand) recent(t time.Time) bool { return s.now().Sub(t) < 48*time.Hour }
