package kiosk

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// text is escaped for XML.
func text(s string) string {
	var b bytes.Buffer
	// A buffer takes everything.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// feed is RSS 2.0 as each platform writes it: WordPress with the address by id
// as guid and times in UTC, the wire with the time of the last change, Arc with
// times in UTC and pictures.
func (s *Stand) feed(o *outlet, w way) answer {
	var b bytes.Buffer
	charset := "UTF-8"
	if w.charset != "" {
		charset = w.charset
	}
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=%q?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n", charset)
	name := o.fr
	if o.lang == "ar" {
		name = o.ar
	}
	fmt.Fprintf(&b, "<title>%s</title>\n<link>https://%s%s/</link>\n<language>%s</language>\n<description>%s</description>\n",
		text(name), o.host, o.base, o.lang, text(footer(o.lang)))
	for _, i := range newest(s.shelf(o, w), w) {
		s.feedItem(&b, i)
	}
	b.WriteString("</channel>\n</rss>\n")
	if w.charset != "" {
		return answer{kind: "application/rss+xml", body: recode(b.Bytes(), w.charset)}
	}
	return answer{kind: "application/rss+xml; charset=UTF-8", body: b.Bytes()}
}

func (s *Stand) feedItem(b *bytes.Buffer, i *item) {
	round := int(s.round.Load())
	fmt.Fprintf(b, "<item>\n<title>%s</title>\n<link>%s</link>\n", text(i.title), text(i.link()))
	if i.outlet.profile == "wordpress" {
		fmt.Fprintf(b, "<guid isPermaLink=\"false\">https://%s%s/?p=%d</guid>\n", i.outlet.host, i.outlet.base, i.number())
	} else {
		fmt.Fprintf(b, "<guid isPermaLink=\"true\">%s</guid>\n", text(i.url()))
	}
	if dated(i) {
		zone := time.UTC
		if i.outlet.profile == "drupal" {
			zone = casablanca
		}
		fmt.Fprintf(b, "<pubDate>%s</pubDate>\n", i.published.In(zone).Format(time.RFC1123Z))
	}
	if i.outlet.profile == "drupal" && i.changed(round) {
		fmt.Fprintf(b, "<dc:date>%s</dc:date>\n", i.modified(round).Format(time.RFC3339))
	}
	if i.byline != "" {
		fmt.Fprintf(b, "<dc:creator>%s</dc:creator>\n", text(i.byline))
	}
	fmt.Fprintf(b, "<category>%s</category>\n", text(i.section))
	for _, t := range i.tags {
		fmt.Fprintf(b, "<category>%s</category>\n", text(t))
	}
	fmt.Fprintf(b, "<description>%s</description>\n", text(i.lead(round)))
	if i.outlet.profile == "arc" {
		fmt.Fprintf(b, "<media:content url=\"https://%s%s\" type=\"image/jpeg\"/>\n", i.outlet.host, i.imagePath())
	}
	b.WriteString("</item>\n")
}

// lead is the beginning of a text, as feeds show it.
func (i *item) lead(round int) string {
	for _, b := range i.text(round) {
		if b.Kind != "p" {
			continue
		}
		r := []rune(b.Text)
		if len(r) > 180 {
			return string(r[:180]) + "…"
		}
		return b.Text
	}
	return ""
}

// imagePath is where an item's picture lies.
func (i *item) imagePath() string { return "/images/" + i.name + ".jpg" }

// channel is the feed of a YouTube channel, with the oddities of the real one:
// the feed's own id without "UC", a Flash player as content, Shorts under an
// address of their own.
func (s *Stand) channel(o *outlet, w way) answer {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns=\"http://www.w3.org/2005/Atom\">\n")
	fmt.Fprintf(&b, "<link rel=\"self\" href=\"https://%s%s\"/>\n<id>yt:channel:%s</id>\n<yt:channelId>%s</yt:channelId>\n<title>%s</title>\n", o.host, text(w.path), channelID[2:], channelID[2:], text(o.ar))
	fmt.Fprintf(&b, "<author><name>%s</name><uri>https://%s/channel/%s</uri></author>\n<published>2015-01-01T00:00:00+00:00</published>\n", text(o.ar), o.host, channelID)
	for _, i := range newest(s.shelf(o, w), w) {
		id := i.videoID()
		fmt.Fprintf(&b, "<entry>\n<id>yt:video:%s</id>\n<yt:videoId>%s</yt:videoId>\n<yt:channelId>%s</yt:channelId>\n<title>%s</title>\n<link rel=\"alternate\" href=\"%s\"/>\n",
			id, id, channelID, text(i.title), text(i.link()))
		fmt.Fprintf(&b, "<author><name>%s</name><uri>https://%s/channel/%s</uri></author>\n<published>%s</published>\n<updated>%s</updated>\n",
			text(o.ar), o.host, channelID, i.published.UTC().Format("2006-01-02T15:04:05+00:00"), i.published.UTC().Add(20*time.Minute).Format("2006-01-02T15:04:05+00:00"))
		fmt.Fprintf(&b, "<media:group>\n<media:title>%s</media:title>\n<media:content url=\"https://%s/v/%s?version=3\" type=\"application/x-shockwave-flash\" width=\"640\" height=\"390\"/>\n<media:thumbnail url=\"https://%s/vi/%s/hqdefault.jpg\" width=\"480\" height=\"360\"/>\n<media:description>%s</media:description>\n",
			text(i.title), o.host, id, o.host, id, text(i.plain(1)))
		fmt.Fprintf(&b, "<media:community><media:starRating count=\"12\" average=\"5.00\" min=\"1\" max=\"5\"/><media:statistics views=\"%d\"/></media:community>\n</media:group>\n</entry>\n", 100+i.number()%900)
	}
	b.WriteString("</feed>\n")
	return answer{kind: "text/xml; charset=UTF-8", body: b.Bytes()}
}
