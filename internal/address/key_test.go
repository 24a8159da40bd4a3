package address

import (
	"regexp"
	"testing"
)

func TestTwoAddressesOfOneArticleHaveOneKey(t *testing.T) {
	const hash = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	cases := []struct{ name, a, b string }{
		{"short and long video address", "https://youtu.be/fx6Bqa7I2tE", "https://www.youtube.com/watch?v=fx6Bqa7I2tE&feature=youtu.be"},
		{"short and embedded video", "https://www.youtube.com/shorts/fx6Bqa7I2tE", "https://www.youtube.com/embed/fx6Bqa7I2tE?rel=0"},
		{"post on both hosts", "https://twitter.com/Ministere/status/1588128488397148160?s=20", "https://x.com/Ministere/status/1588128488397148160"},
		{"post and its oEmbed", "https://x.com/a/status/1588128488397148160", "https://publish.twitter.com/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1588128488397148160"},
		{"hex of either case", "https://example.org/%d9%85/", "https://example.org/%D9%85"},
		{"AMP twin", "https://example.org/a/b/amp/", "https://example.org/a/b/"},
		{"with and without www", "https://www.example.org/a", "http://example.org/a/"},
		{"WordPress guid", "https://example.org/?p=1234", "http://www.example.org/?p=1234&utm_source=x"},
		{"composed letters", "https://example.org/%C3%A9t%C3%A9", "https://example.org/e%CC%81te%CC%81"},
		{"hamza above its alef", "https://example.org/%D8%A3", "https://example.org/%D8%A7%D9%94"},
		{"PHP session", "https://example.org/a.php?id=7&PHPSESSID=" + hash, "https://example.org/a.php?id=7"},
		{"Java session", "https://example.org/a;jsessionid=AB12.node3?id=7", "https://example.org/a?id=7"},
		{"ASP session", "https://example.org/a.asp?ASPSESSIONIDAB=QWERTY&id=7", "https://example.org/a.asp?id=7"},
		{"ASP.NET session", "https://example.org/(S(abc123def456))/a.aspx?id=7", "https://example.org/a.aspx?id=7"},
		{"sid that is a session", "https://example.org/a?sid=" + hash, "https://example.org/a"},
		{"a session of another name", "https://example.org/a?blogsess=" + hash, "https://example.org/a"},
		{"a feed led here", "https://example.org/a?ref=rss", "https://example.org/a"},
		{"a feed of a kind led here", "https://example.org/a?source=rss_feed&id=1", "https://example.org/a?id=1"},
		{"printed", "https://example.org/a?print=1", "https://example.org/a"},
		{"printed by Joomla", "https://example.org/a?tmpl=component&print=1&layout=print", "https://example.org/a"},
	}
	for _, c := range cases {
		if a, b := Key(c.a), Key(c.b); a != b {
			t.Errorf("%s: %q and %q should be one article", c.name, a, b)
		}
	}
}

func TestTwoArticlesHaveTwoKeys(t *testing.T) {
	cases := []struct{ name, a, b string }{
		{"a year at the end", "https://example.org/budget-2026.html", "https://example.org/coupe-2026.html"},
		{"a year at the head", "https://example.org/2026-budget.html", "https://example.org/2026-coupe.html"},
		{"a day at the end", "https://example.org/port-20261124.html", "https://example.org/pont-20261124.html"},
		{"one number in two sections", "https://example.org/video/a-10234.html", "https://example.org/photos/b-10234.html"},
		{"capitals", "https://example.org/a/ABCDEFGHIJKLMNOPQRSTUVWXYZ", "https://example.org/b/ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
		{"p beside an id", "https://example.org/index.php?p=3&id=1", "https://example.org/index.php?p=3&id=2"},
		{"from a place", "https://example.org/a?from=tanger", "https://example.org/a?from=safi"},
		{"sid that is a number", "https://example.org/a?sid=41", "https://example.org/a?sid=42"},
		{"source that is an agency", "https://example.org/a?source=map", "https://example.org/a?source=efe"},
		{"numbers of two hosts", "https://fr.example.org/123456-x.html", "https://example.org/123456-x.html"},
		{"a print section", "https://example.org/print/a", "https://example.org/a"},
	}
	for _, c := range cases {
		if a, b := Key(c.a), Key(c.b); a == b {
			t.Errorf("%s: both are %q", c.name, a)
		}
	}
}

func TestARuleTellsWhereAnOutletWritesItsIds(t *testing.T) {
	arc, ends := Rule{Arc: true}, Rule{ID: regexp.MustCompile(`-(\d{6,8})\.html$`)}
	cases := []struct {
		name, a, b string
		rule       Rule
		want       bool
	}{
		{"Arc, another slug", "https://fr.example.org/un-titre_QWERTYUIOPASDFGHJKLZXCVB23/", "https://fr.example.org/corrige_QWERTYUIOPASDFGHJKLZXCVB23/", arc, true},
		{"a number at the end, another slug", "https://www.example.org/%d9%85%d8%b1-1073215.html", "https://example.org/autre-1073215.html", ends, true},
		{"a year is not as long", "https://example.org/budget-2026.html", "https://example.org/coupe-2026.html", ends, false},
		{"a rule that would take a year", "https://example.org/budget-2026.html", "https://example.org/coupe-2026.html", Rule{ID: regexp.MustCompile(`-(\d+)\.html$`)}, false},
		{"and its ids", "https://example.org/budget-2027001.html", "https://example.org/coupe-2027001.html", Rule{ID: regexp.MustCompile(`-(\d+)\.html$`)}, true},
		{"without a rule", "https://example.org/a-1073215.html", "https://example.org/b-1073215.html", Rule{}, false},
		{"numbers of two hosts", "https://fr.example.org/a-1073215.html", "https://example.org/b-1073215.html", ends, false},
	}
	for _, c := range cases {
		if got := c.rule.Key(c.a) == c.rule.Key(c.b); got != c.want {
			t.Errorf("%s: one article: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestANumberMayBeAnId(t *testing.T) {
	cases := []struct{ u, want string }{
		{"https://www.example.org/a-1073215.html", "id:example.org:1073215"},
		{"https://example.org/news/1073215-a-b", "id:example.org:1073215"},
		{"https://example.org/story/1073215", "id:example.org:1073215"},
		{"https://fr.example.org/a_QWERTYUIOPASDFGHJKLZXCVB23", "arc:example.org:QWERTYUIOPASDFGHJKLZXCVB23"},
		{"https://example.org/a-2026.html", ""}, {"https://example.org/a-20261124.html", ""}, {"https://example.org/a-202611.html", ""},
		{"https://example.org/a-202611241530", ""}, {"https://example.org/20261124-a.html", ""}, {"https://example.org/a-b", ""}, {"https://example.org/?p=1073215", ""},
	}
	for _, c := range cases {
		if got := Number(c.u); got != c.want {
			t.Errorf("Number(%s) = %q, want %q", c.u, got, c.want)
		}
	}
}

func TestATwinNamesTheAddressItMayBeADressOf(t *testing.T) {
	cases := []struct{ u, want string }{
		{"https://m.example.org/a/b", "https://example.org/a/b"}, {"https://amp.example.org/a", "https://example.org/a"},
		{"https://example.org/print/a/b", "https://example.org/a/b"}, {"https://example.org/a/b/imprimer", "https://example.org/a/b"},
		{"https://example.org/a.print.html", "https://example.org/a.html"}, {"https://example.org/m/a?id=1", "https://example.org/a?id=1"},
		{"https://example.org/a.html?m=1", "https://example.org/a.html"}, {"https://example.org/a?id=7&mobile=1", "https://example.org/a?id=7"},
		{"https://www2.example.org/a", "https://example.org/a"}, {"https://example.org/a/index.html", "https://example.org/a"},
		{"https://example.org/a?m=202611", ""}, {"https://example.org/index.php", ""},
		{"https://example.org/a/b", ""}, {"https://example.org/print", ""}, {"https://m.org/a", ""}, {"https://example.org/a/m", ""},
	}
	for _, c := range cases {
		got, ok := Twin(c.u)
		if ok != (c.want != "") || c.want != "" && Key(got) != Key(c.want) {
			t.Errorf("Twin(%s) = %q, %v; want %q", c.u, got, ok, c.want)
		}
	}
}

func TestWhatIsNotAPagesNameIsNone(t *testing.T) {
	cases := []struct {
		name, u, page string
		want          bool
	}{
		{"itself", "https://example.org/a", "http://www.example.org/a/", true},
		{"another slug", "https://example.org/a", "https://example.org/b/c", true},
		{"the main page of a telephone's", "https://example.org/a", "https://m.example.org/a", true},
		{"the first page", "https://example.org/a", "https://example.org/a?page=2", true},
		{"the first page, by the path", "https://example.org/a", "https://example.org/a/2", true},
		{"without a random parameter", "https://example.org/a", "https://example.org/a?ts=77", true},
		{"the home", "https://example.org/", "https://example.org/a", false},
		{"the home over http", "http://example.org", "https://example.org/a", false},
		{"the home, read there", "https://example.org/", "https://example.org/", true},
		{"the home of a language", "https://example.org/fr/", "https://example.org/fr/a", false},
		{"the index file", "https://example.org/index.php", "https://example.org/a", false},
		{"the index of a section", "https://example.org/ville/index.html", "https://example.org/ville/a", false},
		{"the section", "https://example.org/ville/", "https://example.org/ville/a", false},
		{"the page without its id", "https://example.org/a.php", "https://example.org/a.php?id=7", false},
		{"the page without its number", "https://example.org/a.php?lang=fr", "https://example.org/a.php?num=7&lang=fr", false},
		{"an article of the index file", "https://example.org/index.php?id=7", "https://example.org/a", true},
		{"a content manager's page for all", "https://example.org/index.php?option=com_content", "https://example.org/a", false},
		{"a post of the home", "https://example.org/?p=7", "https://example.org/a", true},
		{"no address", "", "https://example.org/a", false},
	}
	for _, c := range cases {
		if got := Names(c.u, c.page); got != c.want {
			t.Errorf("%s: Names(%s, %s) = %v, want %v", c.name, c.u, c.page, got, c.want)
		}
	}
}

func TestAHomeIsNoPageThatAParameterTellsApart(t *testing.T) {
	for u, want := range map[string]bool{
		"https://a.test": true, "https://a.test/": true, "https://a.test/fr/": true, "https://a.test/index.php": true, "https://a.test/?lang=ar": true,
		"https://a.test/index.php?id=7": false, "https://a.test/?p=12": false, "https://a.test/index.php?option=com_content&id=3": false, "https://a.test/?article42": false, "https://a.test/?page2": true,
		"https://a.test/politique": false, "https://a.test/2026/11/index.html": false, "no address": false,
	} {
		if got := Home(u); got != want {
			t.Errorf("Home(%s) = %v, want %v", u, got, want)
		}
	}
}
