package extract

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/words"
)

// publishedOf chooses the date of publication. Structured data goes first, then
// the head, the platform's data, <time>, print near the title, the address and
// the lead; at last the day of a change, where nothing else is said. Of two that
// name one day the finer is taken. Never a date of the running text.
func (d *page) publishedOf() sada.Date {
	var all []sada.Date
	asked := true
	add := func(s, from, witness string) {
		w, ok := d.read(s, from)
		if d.why.sayDate("published", witness, s, w, ok); ok && asked {
			all = append(all, w)
		}
	}
	// Whoever wants to know why hears those too who need not be asked.
	ask := func(needed bool, witnesses func(add func(s, from, witness string))) {
		if asked = needed; needed || d.why != nil {
			witnesses(add)
		}
		asked = true
	}
	d.addStructured(add)
	all = d.corrected(all)
	for _, n := range d.props["datePublished"] {
		add(dateText(n), sada.FromTime, "microdata datePublished")
	}
	all = d.settled(all)
	ask(len(all) == 0, d.addNamed)
	ask(len(all) == 0 || !all[0].Timed(), d.addTimes)
	ask(len(all) == 0 || !all[0].Timed(), d.addPrint)
	if len(all) == 0 {
		for _, m := range d.data {
			if typed(m, "WebPage", "AboutPage", "ItemPage", "FAQPage") {
				add(str(m["datePublished"]), sada.FromJSONLD, "JSON-LD datePublished of the page")
			}
		}
	}
	ask(len(all) == 0, d.addState)
	add(dateInAddress(d.address), sada.FromAddress, "address")
	if l := d.hints.Lead; l != nil && !l.Published.IsZero() {
		all = append(all, l.Published)
		d.why.sayDate("published", "lead", l.Published.String(), l.Published, true)
	}
	if needed := len(all) == 0 || all[0].From == sada.FromAddress || !all[0].Timed(); needed || d.why != nil {
		for _, w := range d.imprint().dated() {
			if d.why.sayDate("published", "printed beside the title", w.Text, w, true); needed {
				all = append(all, w)
			}
		}
	}
	ask(len(all) == 0, func(add func(s, from, witness string)) {
		add(dateInSlug(d.address), sada.FromAddress, "words of the address")
	})
	if len(all) == 0 {
		d.addChangedTime(add)
	}
	if len(all) == 0 {
		if w := d.modifiedOf(sada.Date{}); !w.IsZero() {
			all = append(all, w)
		}
	}
	ask(len(all) == 0, d.guess)
	return choose(all)
}

// settled puts in front the date whose day stands printed beside the title, where
// the machines' dates are further apart than clocks and zones go wrong and the
// first of them is not printed. What is printed a month later is a new edition's.
func (d *page) settled(all []sada.Date) []sada.Date {
	differ := func(w sada.Date) bool {
		apart := w.Time.Sub(all[0].Time).Abs()
		return w.Day() != all[0].Day() && apart > hours(d.by.Dates.Slack)/2 && apart < hours(d.by.Dates.NewEdition)
	}
	if len(all) < 2 || !slices.ContainsFunc(all, differ) {
		return all
	}
	printed, _ := d.imprint().beside()
	on := func(w sada.Date) bool {
		return (w == all[0] || differ(w)) && slices.ContainsFunc(printed, func(p sada.Date) bool { return p.Day() == w.Day() })
	}
	if i := slices.IndexFunc(all, on); i > 0 {
		return slices.Concat(all[i:i+1], all[:i], all[i+1:])
	}
	return all
}

// corrected takes the printed date of publication for the head's, where the head
// gives for it the moment of the change.
func (d *page) corrected(all []sada.Date) []sada.Date {
	modified := d.metaOf("article:modified_time", "og:updated_time", "datemodified", "last-modified")
	if len(all) == 0 || modified == "" || all[0].From != sada.FromMeta {
		return all
	}
	if w, ok := d.read(modified, sada.FromMeta); !ok || !w.Time.Equal(all[0].Time) {
		return all
	}
	printed, _ := d.imprint().beside()
	for _, w := range printed {
		if publishWord.MatchString(w.Text) && w.Time.Before(all[0].Time) && w.Day() != all[0].Day() {
			return append([]sada.Date{w}, all...)
		}
	}
	return all
}

// addStructured takes the dates that structured data and the head give.
func (d *page) addStructured(add func(s, from, witness string)) {
	if m := d.articleData(); m != nil {
		if s := str(m["datePublished"]); s != "" {
			add(s, sada.FromJSONLD, "JSON-LD datePublished")
		} else {
			add(str(m["dateCreated"]), sada.FromJSONLD, "JSON-LD dateCreated")
		}
	}
	if d.fusion != nil {
		for _, key := range []string{"display_date", "first_publish_date", "publish_date"} {
			add(str(d.fusion[key]), sada.FromJSONLD, "Fusion "+key)
		}
	}
	for _, key := range []string{
		"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date.issued", "dc.date", "date",
		"pubdate", "publish_date", "publish-date", "publication_date", "publicationdate", "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.created",
		"dcterms.issued", "dcterms.date", "dc.date.created", "article.published", "citation_publication_date", "citation_date", "cre_date", "date.created",
	} {
		add(d.metaOf(key), sada.FromMeta, "meta "+key)
	}
}

// choose takes the first date, and refines it to the time that another witness
// gives for the same day, or to the zone that one gives for the same time.
func choose(all []sada.Date) sada.Date {
	if len(all) == 0 {
		return sada.Date{}
	}
	best := all[0]
	if best.Timed() && !midnightUTC(best) {
		for _, d := range all[1:] {
			if best.Zone == sada.ZoneOutlet && d.Zone == sada.ZoneWritten && wall(d) == wall(best) {
				return d
			}
		}
		return best
	}
	for _, d := range all[1:] {
		if d.Timed() && !midnightUTC(d) && d.Day() == best.Day() {
			return d
		}
	}
	return best
}

// wall is what the clock on the outlet's wall showed, to the minute.
func wall(d sada.Date) string { return d.Time.Format("2006-01-02T15:04") }

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

// unset reports whether a date is one that machines write for none: the begin of
// 1970, also with the seconds of our years taken for thousandths, that of 1900,
// and the least second of 32 bits.
func unset(t time.Time) bool {
	switch y, m, d := t.UTC().Date(); y {
	case 1899, 1969:
		return m == time.December && d == 31
	case 1970:
		return m == time.January || m == time.February && d == 1
	case 1900:
		return m == time.January && d <= 2
	case 1901:
		return m == time.December && (d == 13 || d == 14)
	}
	return false
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

// read reads one written date and settles its zone.
func (d *page) read(s, from string) (sada.Date, bool) {
	return readDate(s, from, &d.hints)
}

func readDate(s, from string, h *Hints) (sada.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return sada.Date{}, false
	}
	now := h.Now
	if now.IsZero() {
		now = anyTime
	}
	now = now.In(h.zone())
	w, ok := words.Date(s, now)
	if !ok || unset(w.Time) || w.Time.After(now.Add(hours(h.numbers().Dates.Slack))) || w.Relative && h.Now.IsZero() {
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

// addTimes takes the <time> elements that stand for the article: the only one
// that says so itself, wherever it stands, else the first outside of furniture.
func (d *page) addTimes(add func(s, from, witness string)) {
	var says []*html.Node
	for _, n := range d.times {
		if _, ok := attrOf(n, "pubdate"); ok && !apart(n) {
			says = append(says, n)
		}
	}
	if len(says) == 1 {
		add(dateText(says[0]), sada.FromTime, element(says[0]))
	}
	for _, n := range d.times {
		if !changes(n) && d.by.roleOf(n) != ofChange && !d.inFurniture(n) {
			add(dateText(n), sada.FromTime, element(n))
			return
		}
	}
}

// addChangedTime takes the first <time> that is called that of a change.
func (d *page) addChangedTime(add func(s, from, witness string)) {
	for _, n := range d.times {
		if !changes(n) && !d.inFurniture(n) {
			add(dateText(n), sada.FromTime, element(n))
			return
		}
	}
}

// changes reports whether a <time> is that of a change.
func changes(n *html.Node) bool {
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
	return strings.Contains(class, "modif") || strings.Contains(class, "updated") && !strings.Contains(class, "published")
}

func attrOf(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// addPrint takes the dates that the profile's elements print.
func (d *page) addPrint(add func(s, from, witness string)) {
	for _, list := range [][]string{profiles[d.hints.profile()].date, generic.date} {
		for _, sel := range list {
			for _, n := range d.find(sel) {
				if s := squeeze(inner(n)); len(s) < maxDate && !d.inFurniture(n) {
					add(s, sada.FromPrint, sel)
					break
				}
			}
		}
	}
}

// dateText is the machine's date of an element, else what it prints.
// Where the print says that it was published on another day, the print is right.
func dateText(n *html.Node) string {
	if n.DataAtom == atom.Time {
		printed := head(squeeze(inner(n)), maxPrinted)
		machine, ok := words.Date(attr(n, "datetime"), anyTime)
		w, told := words.Date(printed, anyTime)
		if ok && told && !w.Relative && publishWord.MatchString(printed) && w.Time.Sub(machine.Time).Abs() > 2*24*time.Hour {
			return printed
		}
	}
	for _, key := range []string{"datetime", "content", "data-date", "data-datetime"} {
		if s := attr(n, key); s != "" {
			return s
		}
	}
	if s := attr(n, "title"); s != "" && n.DataAtom == atom.Abbr {
		return s
	}
	return squeeze(inner(n))
}

// modifiedOf is when the page says that it was changed, if after publication.
func (d *page) modifiedOf(published sada.Date) sada.Date {
	said := []struct{ witness, from, text string }{
		{"JSON-LD dateModified", sada.FromJSONLD, str(d.articleData()["dateModified"])},
		{"Fusion last_updated_date", sada.FromJSONLD, str(dig(d.fusion, "last_updated_date"))},
		{"meta", sada.FromMeta, d.metaOf("article:modified_time", "og:updated_time", "datemodified", "last-modified")},
	}
	var found sada.Date
	for _, s := range said {
		w, ok := d.read(s.text, s.from)
		if d.why.sayDate("modified", s.witness, s.text, w, ok); ok && found.IsZero() && (published.IsZero() || !w.Time.Before(published.Time)) {
			found = w
		}
	}
	if l := d.hints.Lead; found.IsZero() && l != nil && (published.IsZero() || l.Modified.Time.After(published.Time)) {
		return l.Modified
	}
	return found
}
