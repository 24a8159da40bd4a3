package kiosk

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// card is an item as a list shows it.
type card struct {
	Href, Text, Lead, Image, Date, ISO, Section, City string
}

// listing is a page that lists items: number, from 0, of pages.
func (s *Stand) listing(o *outlet, w way, items []*item, number, pages int) []byte {
	p := s.dress(o)
	p.Title = p.Site
	if w.section != "" {
		p.Title = sectionName(w.section, o.lang)
	}
	path := w.path
	p.URL = p.Whole(o.pagePath(path, number))
	for _, i := range items {
		p.Based = p.Based || i.accident == "base"
	}
	for _, i := range items {
		p.Cards = append(p.Cards, s.card(i))
		if !i.event && i.copyOf == "" && !echoes(i.title) && len(p.Popular) < 5 {
			p.Popular = append(p.Popular, anchor{Href: escape(i.path), Text: i.title})
		}
	}
	for k := range pages {
		if pages > 1 {
			p.Pages = append(p.Pages, anchor{Href: o.pagePath(path, k), Text: strconv.Itoa(k + 1), Here: k == number})
		}
	}
	if number > 0 {
		p.Prev = o.pagePath(path, number-1)
	}
	if number+1 < pages {
		p.Next = o.pagePath(path, number+1)
	}
	switch o.theme {
	case "shell", "watch", "post":
		return s.print("shell", p)
	}
	return s.print(o.theme+"-list", p)
}

func (s *Stand) card(i *item) card {
	round := int(s.round.Load())
	c := card{Href: escape(i.path), Text: i.title, Image: i.imagePath(), Section: sectionName(i.section, i.outlet.lang), Lead: i.lead(round)}
	for _, dash := range []string{" - ", " – "} {
		if city, _, ok := strings.Cut(c.Lead, dash); ok && len(city) < 40 {
			c.City = city + dash
			break
		}
	}
	switch i.accident {
	case "no-date", "relative-date", "outside-window":
		return c
	}
	c.Date = s.listDate(i)
	c.ISO = i.published.Format("2006-01-02T15:04:05-07:00")
	if i.dayOnly {
		c.ISO = i.published.Format(time.DateOnly)
	}
	return c
}

// listDate is a date as the lists of the item's outlet print it.
func (s *Stand) listDate(i *item) string {
	t, lang := i.published, i.outlet.lang
	since := s.now().Sub(t)
	day := fmt.Sprintf("%d %s %d", t.Day(), monthName(lang, t.Month()), t.Year())
	switch theme := i.outlet.theme; {
	case theme == "arc" && lang == "fr" && since >= 2*time.Hour && since < 12*time.Hour:
		return fmt.Sprintf("Il y a %d heures", int(since.Hours()))
	case theme == "arc":
		return t.Format("02.01.2006 - 15:04")
	case theme == "express" && lang == "ar":
		return "نشر في " + day
	case theme == "express":
		return "Publié le " + day
	case theme == "petit" && since >= 0:
		return ago(since)
	case theme == "quotidien":
		return day
	default:
		return printed(theme, lang, t)
	}
}

// pagePath is where page number, from 0, of a list lies. Drupal counts from 0,
// Arc from 1; WordPress has the count in the path.
func (o *outlet) pagePath(path string, number int) string {
	switch {
	case number == 0:
		return path
	case o.theme == "drupal":
		return path + "?page=" + strconv.Itoa(number)
	case o.theme == "arc":
		return path + "?page=" + strconv.Itoa(number+1)
	}
	return strings.TrimSuffix(path, "/") + "/page/" + strconv.Itoa(number+1) + "/"
}
