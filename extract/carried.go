package extract

import (
	"html"
	"regexp"
	"strings"

	"sada"
)

// brokenOff matches the end of an extract: the sign of an omission, or the words
// that lead to the rest.
var brokenOff = regexp.MustCompile(`(?i)(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|(?:…|\.\.\.)?\s*(?:lire la suite|lire plus|la suite sur|en savoir plus|read more|read the rest|continue reading|keep reading|اقرأ المزيد|إقرأ المزيد|قراءة المزيد|أكمل القراءة|تابع القراءة|للمزيد|التتمة)(?:[^.!?؟]{0,120})?)\s*[»>→.…]*\s*$`)

// Carried makes an article of the text that an endpoint carries whole: the
// content of a lead, never its summary. ok is false when that is too short, or an
// extract. The article's confidence is at most 0.6, since nobody saw its page.
func Carried(l *sada.Lead, h Hints) (a *sada.Article, ok bool) {
	by := h.numbers()
	if len(l.Content) < by.Body.Carried || len(l.Content) > maxContentLen || squeeze(l.Title) == "" {
		return nil, false
	}
	content := standing(l.Content)
	if plain := plainText(content); brokenOff.MatchString(strings.TrimSpace(tail(unposted.ReplaceAllString(plain, ""), maxBrokenEnd))) {
		return nil, false
	}
	title := html.EscapeString(squeeze(l.Title))
	p := &sada.Page{
		Body:    []byte(`<html><head><meta charset="utf-8"><title>` + title + "</title></head><body><h1>" + title + "</h1><article>" + content + "</article></body></html>"),
		Capture: sada.Capture{URL: l.URL},
	}
	lead := *l
	lead.Content = ""
	h.Lead, h.Source = &lead, withoutSelectors(h.Source)
	// No page stands around what a feed carries: its last word, however short, is the
	// text's.
	whole := *by
	whole.Trim.Scrap, whole.Trim.BreaksOff = 0, 0
	h.Numbers = &whole
	d, err := parse(p, h)
	if err != nil {
		return nil, false
	}
	if a, err = d.article(); err != nil {
		return nil, false
	}
	if n := len(a.Blocks); n > 0 && unposted.ReplaceAllString(a.Blocks[n-1].Text, "") == "" {
		a.Blocks = a.Blocks[:n-1]
	}
	if countLetters(a.Text()) < by.Body.Carried {
		return nil, false
	}
	a.Canonical = ""
	if !l.Published.IsZero() {
		a.Published = l.Published
	}
	a.Confidence = min(a.Confidence, percent(by.Confidence.SecondHand))
	return a, true
}

// unposted matches what WordPress writes under each item of a feed.
var unposted = regexp.MustCompile(`(?i)\s*(?:the post|l['’]article|cet article|el artículo|ظهرت المقالة|ظهرت في الأصل)\s.{0,300}?\s(?:appeared first on|first appeared on|est apparu en premier sur|est paru en premier sur|aparece primero en|أولاً على|أولا على)\s.{0,120}$`)

// standing gives a text without markup the paragraphs that its lines are.
func standing(content string) string {
	if anyTag.MatchString(content) {
		return content
	}
	var b strings.Builder
	for _, line := range strings.Split(content, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + line + "</p>")
		}
	}
	return b.String()
}

// withoutSelectors is a source by whose rules a page that is none of its own can
// be read: what it takes out is taken out, where its themes put things says
// nothing.
func withoutSelectors(s *sada.Source) *sada.Source {
	if s == nil {
		return nil
	}
	bare := *s
	bare.Profile, bare.Rules = sada.Generic, sada.Rules{Remove: s.Rules.Remove}
	return &bare
}
