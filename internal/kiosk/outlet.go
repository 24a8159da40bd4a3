package kiosk

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// outlet is one outlet of the stand.
type outlet struct {
	folder   string // of its texts; its id in the settings has "kiosque-" before it
	host     string
	base     string // "" or "/fr": the part of the host that is its own
	fr, ar   string // its name
	lang     string
	langs    string
	profile  string
	theme    string // of its pages
	charset  string // of its pages, "" for UTF-8
	found    bool   // the settings name no endpoints: they are found from its home
	ways     []way
	sections []string
	closed   string // path that robots.txt closes
	refuses  string // "challenge", "busy"
	address  func(*item) string
	items    []*item // newest first
}

// way is one way into an outlet.
type way struct {
	kind    string // as in the settings; sitemap-part and amp pages are behind others
	path    string // with its query
	section string // only this section, "" for all
	size    int    // how many it holds, 0 for all
	charset string
}

// publishX is the host that describes single posts.
const publishX = "publish.x.kiosk.test"

// channelID is the channel's id. Its feed leaves out the "UC" of it, the
// entries do not: so does the real one.
const channelID = "UCkiosk0000000000000test"

// outlets are all outlets of the stand, in the order of the settings.
func outlets() []*outlet { return slices.Concat(papers(), smallSites(), others()) }

// papers are the outlets with a newsroom: Arc, the wire and two dailies.
func papers() []*outlet {
	return []*outlet{
		{
			folder: "arc-fr", host: "fr.arc.kiosk.test", fr: "Kiosque Arc", ar: "كشك آرك", lang: "fr", langs: "fr", profile: "arc", theme: "arc", closed: "/recherche/",
			sections: []string{"politique", "economie", "societe", "monde", "culture", "sport", "regions"},
			ways:     arcWays("politique", "economie", "societe", "monde", "culture", "sport", "regions"),
			address:  func(i *item) string { return "/" + i.section + "/" + i.name + "_" + i.arcID() + "/" },
		},
		{
			folder: "arc-ar", host: "ar.arc.kiosk.test", fr: "Kiosque Arc (arabe)", ar: "كشك آرك بالعربية", lang: "ar", langs: "ar", profile: "arc", theme: "arc", closed: "/recherche/", found: true,
			sections: []string{"politique", "economie", "societe", "monde", "culture", "sport", "regions"},
			ways:     arcWays("politique", "economie", "societe", "monde", "culture", "sport", "regions"),
			address:  func(i *item) string { return "/" + i.section + "/akhbar/" + i.arcID() + "/" },
		},
		{
			folder: "drupal-fr", host: "www.drupal.kiosk.test", base: "/fr", fr: "Kiosque Drupal", ar: "كشك دروبال بالفرنسية", lang: "fr", langs: "fr", profile: "drupal", theme: "drupal",
			sections: wireSections, ways: wireWays("fr"), address: wireAddress,
		},
		{
			folder: "drupal-ar", host: "www.drupal.kiosk.test", base: "/ar", fr: "Kiosque Drupal (arabe)", ar: "كشك دروبال", lang: "ar", langs: "ar", profile: "drupal", theme: "drupal",
			sections: wireSections, ways: wireWays("ar"), address: wireAddress,
		},
		{
			folder: "express-fr", host: "www.express.kiosk.test", fr: "Kiosque Express", ar: "كشك إكسبريس بالفرنسية", lang: "fr", langs: "fr", profile: "wordpress", theme: "express",
			ways: []way{
				{kind: "feed", path: "/feed/", size: 6},
				{kind: "rest", path: "/wp-json/wp/v2/actualite?per_page=5", size: 5},
				{kind: "section", path: "/actualite/activite-gouvernementale/", section: "politique"},
			},
			address: func(i *item) string { return "/actualite/" + i.section + "/" + i.name + "/" },
		},
		{
			folder: "express-ar", host: "www.express.kiosk.test", base: "/ar", fr: "Kiosque Express (arabe)", ar: "كشك إكسبريس", lang: "ar", langs: "ar", profile: "wordpress", theme: "express",
			ways: []way{
				{kind: "feed", path: "/ar/feed/", size: 6},
				{kind: "rest", path: "/ar/wp-json/wp/v2/actualite?per_page=5", size: 5},
			},
			address: func(i *item) string { return "/ar/actualite/" + i.section + "/" + i.slug(120) + "/" },
		},
		{
			folder: "quotidien", host: "www.quotidien.kiosk.test", fr: "Kiosque Quotidien", ar: "كشك اليومية", lang: "fr", langs: "fr, ar", profile: "wordpress", theme: "quotidien", closed: "/prive/",
			ways: []way{{kind: "feed", path: "/feed/", size: 10}, {kind: "rest", path: "/wp-json/wp/v2/posts?per_page=10", size: 10}},
			address: func(i *item) string {
				if i.accident == "robots-closed" {
					return "/prive/" + i.name + "/"
				}
				return "/" + i.section + "/" + i.name + "/"
			},
		},
	}
}

// smallSites are three local sites and a party's two installs.
func smallSites() []*outlet {
	return []*outlet{
		{
			folder: "petit-un", host: "www.petit-un.kiosk.test", fr: "Petit Un", ar: "الصغير الأول", lang: "ar", langs: "ar", profile: "wordpress", theme: "petit",
			ways:    []way{{kind: "feed", path: "/feed/", size: 20}},
			address: func(i *item) string { return fmt.Sprintf("/%s-%d.html", i.slug(90), i.number()) },
		},
		{
			folder: "petit-deux", host: "www.petit-deux.kiosk.test", fr: "Petit Deux", ar: "الصغير الثاني", lang: "ar", langs: "ar", profile: "wordpress", theme: "petit", charset: "windows-1256",
			ways:    []way{{kind: "feed", path: "/feed/", size: 4}, {kind: "section", path: "/"}},
			address: func(i *item) string { return fmt.Sprintf("/%d.html", i.number()) },
		},
		{
			folder: "petit-trois", host: "www.petit-trois.kiosk.test", fr: "Petit Trois", ar: "الصغير الثالث", lang: "ar", langs: "ar", profile: "wordpress", theme: "petit", found: true,
			ways: []way{{kind: "feed", path: "/feed/", size: 12}},
			address: func(i *item) string {
				if i.accident == "no-date" || i.accident == "relative-date" {
					return fmt.Sprintf("/%s-%d/", i.slug(90), i.number())
				}
				return i.published.Format("/2006/01/02/") + fmt.Sprintf("%s_%d/", i.slug(90), i.number())
			},
		},
		{
			folder: "parti-ar", host: "www.parti.kiosk.test", fr: "Kiosque Parti (arabe)", ar: "كشك الحزب", lang: "ar", langs: "ar", profile: "wordpress", theme: "parti",
			ways:    []way{{kind: "feed", path: "/feed/", size: 10}},
			address: func(i *item) string { return "/" + i.slug(90) + "/" },
		},
		{
			folder: "parti-fr", host: "www.parti.kiosk.test", base: "/fr", fr: "Kiosque Parti", ar: "كشك الحزب بالفرنسية", lang: "fr", langs: "fr", profile: "wordpress", theme: "parti",
			ways:    []way{{kind: "feed", path: "/fr/feed/", size: 10, charset: "iso-8859-1"}, {kind: "section", path: "/fr/"}},
			address: func(i *item) string { return "/fr/index.php" + i.published.Format("/2006/01/02/") + i.name + "/" },
		},
	}
}

// others are what is no newspaper in the usual form, and outlets that refuse.
func others() []*outlet {
	return []*outlet{
		{
			folder: "jsonlist", host: "www.jsonlist.kiosk.test", fr: "Kiosque Liste", ar: "كشك اللائحة", lang: "ar", langs: "ar", profile: "json-list", theme: "shell",
			ways:    []way{{kind: "json-list", path: "/api/posts"}},
			address: func(i *item) string { return fmt.Sprintf("/post.html?id=%d", i.number()) },
		},
		{
			folder: "chaine", host: "www.youtube.kiosk.test", fr: "Chaîne Kiosque", ar: "قناة الكشك", lang: "ar", langs: "ar, fr", profile: "youtube", theme: "watch",
			ways:    []way{{kind: "channel", path: "/feeds/videos.xml?channel_id=" + channelID, size: 15}},
			address: func(i *item) string { return "/watch?v=" + i.videoID() },
		},
		{
			folder: "fil-x", host: "x.kiosk.test", fr: "Fil du ministère", ar: "حساب الوزارة", lang: "ar", langs: "ar", profile: "x", theme: "post",
			address: func(i *item) string { return fmt.Sprintf("/kiosk_ministere/status/%d", i.snowflake()) },
		},
		{
			folder: "refus-403", host: "www.refus-403.kiosk.test", fr: "Kiosque fermé", ar: "كشك مغلق", lang: "fr", langs: "fr", profile: "wordpress", theme: "petit", refuses: "challenge",
			ways: []way{{kind: "feed", path: "/feed/", size: 10}},
		},
		{
			folder: "refus-503", host: "www.refus-503.kiosk.test", fr: "Kiosque fatigué", ar: "كشك متعب", lang: "fr", langs: "fr, ar", profile: "wordpress", theme: "quotidien", refuses: "busy",
			ways:    []way{{kind: "feed", path: "/feed/", size: 10}},
			address: func(i *item) string { return "/" + i.section + "/" + i.name + "/" },
		},
	}
}

func arcWays(sections ...string) []way {
	ways := []way{
		{kind: "feed", path: "/arc/outboundfeeds/rss/?outputType=xml", size: 8},
		{kind: "news-sitemap", path: "/arc/outboundfeeds/sitemap-news/?outputType=xml"},
		{kind: "sitemap", path: "/arc/outboundfeeds/sitemap-index/?outputType=xml"},
	}
	for _, s := range sections {
		ways = append(ways, way{kind: "sitemap-part", path: "/arc/outboundfeeds/sitemap/category/" + s + "/?outputType=xml", section: s})
	}
	return ways
}

// wireSections are the sections of the agency's site.
var wireSections = []string{"politique", "economie", "societe", "culture", "sport", "regions", "monde"}

func wireWays(lang string) []way {
	var ways []way
	for _, s := range wireSections {
		ways = append(ways, way{kind: "feed", path: "/" + lang + "/actualites/" + s + "/rss", section: s, size: 8})
	}
	for _, s := range wireSections {
		ways = append(ways, way{kind: "section", path: "/" + lang + "/actualites/" + s, section: s, size: 8})
	}
	return ways
}

func wireAddress(i *item) string {
	return "/" + i.lang + "/actualites/" + i.section + "/" + i.slug(100)
}

// settings writes the outlet as an entry of a settings file.
func (o *outlet) settings(b *strings.Builder) {
	fmt.Fprintf(b, "  - id: kiosque-%s\n    name: {fr: %q, ar: %q}\n    home: https://%s%s/\n    profile: %s\n    languages: [%s]\n    schedule: \"*/10 * * * *\"\n",
		o.folder, o.fr, o.ar, o.host, o.base, o.profile, o.langs)
	if o.found {
		return
	}
	b.WriteString("    endpoints:\n")
	for _, w := range o.ways {
		switch w.kind {
		case "sitemap-part":
			continue
		case "json-list":
			fmt.Fprintf(b, "      - kind: json-list\n        url: https://%s%s\n        fields: {items: posts, title: title, url: \"post.html?id={id}\", published: created_at, body: content}\n", o.host, w.path)
		default:
			fmt.Fprintf(b, "      - {kind: %s, url: \"https://%s%s\"}\n", w.kind, o.host, w.path)
		}
	}
	for _, i := range o.items {
		if o.theme == "post" {
			fmt.Fprintf(b, "      - {kind: post, url: %q}\n", i.url())
		}
	}
}

// escape gives a path as it stands in an address.
func escape(path string) string {
	p, query, asked := strings.Cut(path, "?")
	p = (&url.URL{Path: p}).EscapedPath()
	if asked {
		p += "?" + query
	}
	return p
}
