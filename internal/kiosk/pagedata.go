package kiosk

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// data gives a sheet what the scripts of its theme carry.
func (p *sheet) data(i *item, text []block) {
	switch p.Theme {
	case "arc":
		p.Data, p.More = p.globalContent(i, text), p.newsArticle()
	case "express":
		p.Data = p.graph()
	case "quotidien":
		p.Data = p.newsArticle()
	case "watch":
		p.Image = "/vi/" + i.videoID() + "/hqdefault.jpg"
		p.Lead = strings.ReplaceAll(i.plain(1), "\n\n", "\n")
		p.Data, p.More = p.player(i), p.suggestions()
	}
}

// globalContent is the story as Arc's pages carry it for their scripts.
func (p *sheet) globalContent(i *item, text []block) map[string]any {
	var elements, tags []any
	for k, b := range text {
		e := map[string]any{"_id": fmt.Sprintf("%s%02d", i.arcID()[:24], k), "type": "text", "content": b.Text}
		switch b.Kind {
		case "h2":
			e["type"], e["level"] = "header", 2
		case "quote":
			e["type"], e["subtype"] = "quote", "blockquote"
		case "list":
			e["type"], e["list_type"], e["items"] = "list", "unordered", b.Items
			delete(e, "content")
		}
		elements = append(elements, e)
	}
	for _, t := range p.Tags {
		tags = append(tags, map[string]any{"slug": t, "text": t})
	}
	updated := p.Published.UTC
	if p.Modified.UTC != "" {
		updated = p.Modified.UTC
	}
	return map[string]any{
		"_id": i.arcID(), "type": "story", "version": "0.10.9", "language": i.lang, "canonical_url": escape(i.path), "content_elements": elements,
		"headlines": map[string]any{"basic": p.Title, "meta_title": ""}, "subheadlines": map[string]any{"basic": p.Subtitle},
		"description":  map[string]any{"basic": p.Lead},
		"display_date": p.Published.UTC, "first_publish_date": p.Published.UTC, "last_updated_date": updated,
		"credits":     map[string]any{"by": []any{map[string]any{"type": "author", "name": p.Byline}}},
		"taxonomy":    map[string]any{"primary_section": map[string]any{"_id": "/" + i.section, "name": p.Section.Text}, "tags": tags},
		"promo_items": map[string]any{"basic": map[string]any{"type": "image", "url": p.Whole(p.Image), "caption": p.Caption}},
	}
}

// newsArticle is the article in the terms of schema.org.
func (p *sheet) newsArticle() map[string]any {
	m := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": p.Title, "mainEntityOfPage": map[string]any{"@type": "WebPage", "@id": p.URL},
		"image": []string{p.Whole(p.Image)}, "articleSection": p.Section.Text, "inLanguage": p.TextLang,
		"author":    map[string]any{"@type": "Person", "name": p.Byline},
		"publisher": map[string]any{"@type": "NewsMediaOrganization", "name": p.Site, "url": p.Whole(p.Home)},
	}
	p.dates(m, p.Published.Local, p.Modified.Local)
	return m
}

// dates writes when, where the page says it. An article that nobody changed is
// as new as when it came out.
func (p *sheet) dates(m map[string]any, published, modified string) {
	if published == "" {
		return
	}
	m["datePublished"], m["dateModified"] = published, published
	if modified != "" {
		m["dateModified"] = modified
	}
}

// graph is the graph that Yoast writes: times in UTC, the page before the
// article.
func (p *sheet) graph() map[string]any {
	home := p.Whole(p.Home)
	page := map[string]any{
		"@type": "WebPage", "@id": p.URL, "url": p.URL, "name": p.Title + " - " + p.Site, "isPartOf": map[string]any{"@id": home + "#website"},
		"primaryImageOfPage": map[string]any{"@id": p.URL + "#primaryimage"}, "inLanguage": p.TextLang,
	}
	article := map[string]any{
		"@type": "Article", "@id": p.URL + "#article", "isPartOf": map[string]any{"@id": p.URL}, "headline": p.Title, "mainEntityOfPage": map[string]any{"@id": p.URL},
		"author": map[string]any{"@id": home + "#/schema/person/1", "name": p.Byline}, "publisher": map[string]any{"@id": home + "#organization"},
		"image": map[string]any{"@id": p.URL + "#primaryimage"}, "articleSection": []string{p.Section.Text}, "inLanguage": p.TextLang,
	}
	if len(p.Tags) > 0 {
		article["keywords"] = p.Tags
	}
	p.dates(page, p.Published.GMT, p.Modified.GMT)
	p.dates(article, p.Published.GMT, p.Modified.GMT)
	crumbs := []any{
		map[string]any{"@type": "ListItem", "position": 1, "name": p.Say("Accueil", "الرئيسية"), "item": home},
		map[string]any{"@type": "ListItem", "position": 2, "name": p.Title},
	}
	return map[string]any{"@context": "https://schema.org", "@graph": []any{
		article, page,
		map[string]any{"@type": "ImageObject", "@id": p.URL + "#primaryimage", "url": p.Whole(p.Image), "caption": p.Caption},
		map[string]any{"@type": "BreadcrumbList", "@id": p.URL + "#breadcrumb", "itemListElement": crumbs},
		map[string]any{"@type": "WebSite", "@id": home + "#website", "url": home, "name": p.Site},
		map[string]any{"@type": "Organization", "@id": home + "#organization", "name": p.Site, "url": home},
	}}
}

// player is what a watch page hands to its player.
func (p *sheet) player(i *item) map[string]any {
	seconds := fmt.Sprint(60 + i.number()%540)
	return map[string]any{
		"playabilityStatus": map[string]any{"status": "OK", "playableInEmbed": true},
		"videoDetails": map[string]any{
			"videoId": i.videoID(), "title": p.Title, "lengthSeconds": seconds, "channelId": channelID, "shortDescription": p.Lead, "author": p.Site,
			"viewCount": fmt.Sprint(100 + i.number()%900), "isLiveContent": false, "keywords": p.Tags,
		},
		"microformat": map[string]any{"playerMicroformatRenderer": map[string]any{
			"title": map[string]any{"simpleText": p.Title}, "description": map[string]any{"simpleText": p.Lead}, "lengthSeconds": seconds,
			"ownerChannelName": p.Site, "externalChannelId": channelID, "category": "News & Politics", "isUnlisted": false,
			"publishDate": p.Published.Local, "uploadDate": p.Published.Local,
		}},
	}
}

// suggestions are the videos beside a video.
func (p *sheet) suggestions() map[string]any {
	var all []any
	for _, a := range slices.Concat(p.Related, p.Popular) {
		all = append(all, map[string]any{"compactVideoRenderer": map[string]any{
			"videoId": strings.TrimPrefix(a.Href, "/watch?v="), "title": map[string]any{"simpleText": a.Text},
		}})
	}
	results := map[string]any{"secondaryResults": map[string]any{"results": all}}
	return map[string]any{"contents": map[string]any{"twoColumnWatchNextResults": map[string]any{"secondaryResults": results}}}
}

// printed is a date as the pages of a theme print it.
func printed(theme, lang string, t time.Time) string {
	name, month := weekdayName(lang, t.Weekday()), monthName(lang, t.Month())
	switch {
	case theme == "arc":
		return t.Format("Le 02/01/2006 à 15h04")
	case theme == "drupal" && lang == "ar":
		return fmt.Sprintf("%s %d %s %d - %s", name, t.Day(), month, t.Year(), t.Format("15:04"))
	case theme == "drupal":
		return fmt.Sprintf("%s %d %s %d à %s", name, t.Day(), month, t.Year(), t.Format("15:04"))
	case theme == "express" && lang == "ar":
		return fmt.Sprintf("%s، %d %s، %d على الساعة %s", name, t.Day(), month, t.Year(), t.Format("15:04"))
	case theme == "express":
		return fmt.Sprintf("%s, %d %s, %d à %s", name, t.Day(), month, t.Year(), t.Format("15:04"))
	case theme == "petit":
		return fmt.Sprintf("%s %02d %s %d - %s", name, t.Day(), month, t.Year(), t.Format("15:04"))
	case theme == "quotidien":
		return fmt.Sprintf("%d %s %d - %s", t.Day(), month, t.Year(), t.Format("15h04"))
	}
	return printedDay(lang, t)
}

// printedDay is a day without its hour.
func printedDay(lang string, t time.Time) string {
	month := monthName(lang, t.Month())
	if lang == "fr" {
		month = strings.ToUpper(month[:1]) + month[1:]
	}
	return fmt.Sprintf("%d %s %d", t.Day(), month, t.Year())
}

// monthName is a month as Morocco's papers write it.
func monthName(lang string, m time.Month) string {
	if lang == "ar" {
		return [...]string{"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"}[m-1]
	}
	return [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}[m-1]
}

func weekdayName(lang string, d time.Weekday) string {
	if lang == "ar" {
		return [...]string{"الأحد", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}[d]
	}
	return [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}[d]
}
