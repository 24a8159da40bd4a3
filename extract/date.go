package extract

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"sada"
	"sada/internal/words"
)

// slack is how far ahead of the fetch a date may lie: clocks differ, and so do
// zones that are written wrongly.
const slack = 24 * time.Hour

// publishedOf chooses the date of publication. Structured data goes first, then
// the head, the platform's data, <time>, print near the title, the address and
// the lead. Of two that name one day the finer is taken. Never a date of the
// body.
func (d *page) publishedOf() sada.Date {
	var all []sada.Date
	add := func(s, from string) {
		if w, ok := d.read(s, from); ok {
			all = append(all, w)
		}
	}
	if r := d.hints.Source; r != nil && r.Rules.Date != "" {
		for _, n := range d.find(r.Rules.Date) {
			add(dateText(n), sada.FromPrint)
		}
	}
	if m := d.articleData(); m != nil {
		add(str(m["datePublished"]), sada.FromJSONLD)
		if len(all) == 0 {
			add(str(m["dateCreated"]), sada.FromJSONLD)
		}
	}
	if d.fusion != nil {
		for _, key := range []string{"display_date", "first_publish_date", "publish_date"} {
			add(str(d.fusion[key]), sada.FromJSONLD)
		}
	}
	for _, key := range []string{
		"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued", "dc.date", "date",
		"pubdate", "publish_date", "publication_date", "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.created", "article.published",
	} {
		add(d.metaOf(key), sada.FromMeta)
	}
	for _, n := range d.props["datePublished"] {
		add(dateText(n), sada.FromTime)
	}
	if len(all) == 0 {
		d.addTimes(add)
	}
	if len(all) == 0 || !all[0].Timed() {
		d.addPrint(add)
	}
	add(dateInAddress(d.address), sada.FromAddress)
	if l := d.hints.Lead; l != nil && !l.Published.IsZero() {
		all = append(all, l.Published)
	}
	return choose(all)
}

// choose takes the first date, and refines it to the time that another witness
// gives for the same day.
func choose(all []sada.Date) sada.Date {
	if len(all) == 0 {
		return sada.Date{}
	}
	best := all[0]
	if best.Timed() && !midnightUTC(best) {
		return best
	}
	for _, d := range all[1:] {
		if d.Timed() && !midnightUTC(d) && d.Day() == best.Day() {
			return d
		}
	}
	return best
}

// midnightUTC reports whether a time of day may be a day dressed up as one.
func midnightUTC(d sada.Date) bool { return midnight(d.Time) || midnight(d.Time.UTC()) }

func midnight(t time.Time) bool {
	h, m, s := t.Clock()
	return h+m+s == 0
}

// local shows an instant that a machine wrote in UTC on the outlet's wall clock,
// so that its day is the one that readers saw. A midnight is a day without a
// time, and stays.
func local(t time.Time, h *Hints) time.Time {
	if _, offset := t.Zone(); offset != 0 || midnight(t) {
		return t
	}
	return t.In(h.zone())
}

// unset reports whether a date is the one that machines write for none: the
// first day of 1970.
func unset(t time.Time) bool {
	u := t.Unix()
	return u >= -86400 && u <= 86400
}

// read reads one written date and settles its zone.
func (d *page) read(s, from string) (sada.Date, bool) {
	return readDate(s, from, &d.hints)
}

func readDate(s, from string, h *Hints) (sada.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 200 {
		return sada.Date{}, false
	}
	now := h.Now
	if now.IsZero() {
		now = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	now = now.In(h.zone())
	w, ok := words.Date(s, now)
	if !ok || unset(w.Time) || w.Time.After(now.Add(slack)) || w.Relative && h.Now.IsZero() {
		return sada.Date{}, false
	}
	out := sada.Date{Time: w.Time, Precision: sada.Precision(w.Precision), From: from, Text: squeeze(s), Zone: sada.ZoneOutlet}
	switch {
	case w.Precision == "day":
		out.Zone = sada.ZoneNone
	case w.Offset:
		out.Zone = sada.ZoneWritten
		out.Time = local(w.Time, h)
	}
	if w.Relative {
		out.From = sada.FromRelative
	}
	return out, true
}

// addTimes takes <time> elements that stand for the article: with pubdate, in
// its header, or the first of the page.
func (d *page) addTimes(add func(s, from string)) {
	for _, n := range d.times {
		if strings.Contains(strings.ToLower(attr(n, "class")+" "+attr(n, "itemprop")), "modif") || strings.Contains(strings.ToLower(attr(n, "class")), "updated") && !strings.Contains(attr(n, "class"), "published") {
			continue
		}
		if d.inFurniture(n) {
			continue
		}
		add(dateText(n), sada.FromTime)
		return
	}
}

// addPrint takes the dates that the profile's elements print.
func (d *page) addPrint(add func(s, from string)) {
	for _, list := range [][]string{profiles[d.hints.profile()].date, generic.date} {
		for _, sel := range list {
			for _, n := range d.find(sel) {
				if s := squeeze(inner(n)); len(s) < 200 && !d.inFurniture(n) {
					add(s, sada.FromPrint)
					break
				}
			}
		}
	}
}

// dateText is the machine's date of an element, else what it prints.
func dateText(n *html.Node) string {
	for _, key := range []string{"datetime", "content", "data-date"} {
		if s := attr(n, key); s != "" {
			return s
		}
	}
	return squeeze(inner(n))
}

var addressDay = regexp.MustCompile(`/(20\d\d)[/-](\d{2})[/-](\d{2})(?:[/-]|$)|[-/](20\d{2})(\d{2})(\d{2})/?$`)

// dateInAddress is the day that an address carries, as ISO; "" when it has none.
func dateInAddress(u string) string {
	m := addressDay.FindStringSubmatch(u)
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	return m[4] + "-" + m[5] + "-" + m[6]
}

// modifiedOf is when the page says that it was changed, if after publication.
func (d *page) modifiedOf(published sada.Date) sada.Date {
	var all []string
	if m := d.articleData(); m != nil {
		all = append(all, str(m["dateModified"]))
	}
	all = append(all, str(dig(d.fusion, "last_updated_date")), d.metaOf("article:modified_time", "og:updated_time", "datemodified", "last-modified"))
	from := sada.FromJSONLD
	for i, s := range all {
		if i == len(all)-1 {
			from = sada.FromMeta
		}
		if w, ok := d.read(s, from); ok && (published.IsZero() || !w.Time.Before(published.Time)) {
			return w
		}
	}
	if l := d.hints.Lead; l != nil && (published.IsZero() || l.Modified.Time.After(published.Time)) {
		return l.Modified
	}
	return sada.Date{}
}
