package address

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

func TestParseReadsAddressesAsBrowsersDo(t *testing.T) {
	cases := []struct{ name, raw, base, want string }{
		{"plain", "https://example.org/a/b?x=1", "", "https://example.org/a/b?x=1"},
		{"relative", "../c.html", "https://example.org/a/b/", "https://example.org/a/c.html"},
		{"without scheme", "//cdn.example.org/p.jpg", "https://example.org/", "https://cdn.example.org/p.jpg"},
		{"upper-case host and fragment", "HTTPS://EXAMPLE.org/a#top", "", "https://example.org/a"},
		{"default port", "http://example.org:80/", "", "http://example.org/"},
		{"Arabic path", "https://example.org/مراكش", "", "https://example.org/%D9%85%D8%B1%D8%A7%D9%83%D8%B4"},
		{"number as host", "http://2130706433/", "", "http://127.0.0.1/"},
		{"short number as host", "http://127.1/", "", "http://127.0.0.1/"},
		{"backslashes", `https:\\example.org\a`, "", "https://example.org/a"},
		{"tab and line end inside", "https://exa\tmple.org/\na", "", "https://example.org/a"},
		{"script", "javascript:alert(1)", "https://example.org/", ""},
		{"file", "file:///etc/passwd", "", ""},
		{"mail", "mailto:presse@example.org", "https://example.org/", ""},
		{"name and password", "https://user:pass@example.org/", "", ""},
		{"nothing", "", "", ""},
		{"no host", "https://", "", ""},
	}
	for _, c := range cases {
		got, err := Parse(c.raw, c.base)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: Parse(%q, %q) = %q, %v; want %q", c.name, c.raw, c.base, got, err, c.want)
		}
	}
}

func TestOnePageHasOneCanonicalForm(t *testing.T) {
	const page = "https://example.org/politique/article-un"
	for _, u := range []string{
		page, page + "/", page + "#comments", "HTTPS://EXAMPLE.ORG/politique/article-un", "https://example.org:443/politique/article-un",
		page + "?utm_source=rss&utm_medium=feed", page + "?fbclid=IwAR0", page + "?gclid=1", page + "?xtor=RSS-1", page + "?mc_cid=1&mc_eid=2",
		page + "?at_medium=x&at_campaign=y", page + "?igshid=1", page + "?_ga=1", page + "?ref_src=twsrc", page + "?msclkid=1", page + "?pk_campaign=1",
		page + "?__twitter_impression=true", page + "/amp", page + "/amp/", page + "?amp", page + "?amp=1", page + "?outputType=amp",
		"https://example.org/p%6Flitique/article-un",
	} {
		if got := Canonical(u); got != page {
			t.Errorf("Canonical(%q) = %q, want %q", u, got, page)
		}
	}
}

func TestDifferentPagesKeepDifferentForms(t *testing.T) {
	pages := []string{
		"https://example.org/a/b", "https://example.org/a%2Fb", "https://example.org/a?id=1", "https://example.org/a?id=2",
		"https://example.org/A", "https://example.org/a", "https://fr.example.org/a", "https://example.org/?p=12", "https://example.org/?p=13",
		"https://example.org/a?page=2", "https://example.org/index.php", "https://example.org/",
	}
	seen := map[string]string{}
	for _, u := range pages {
		c := Canonical(u)
		if other, taken := seen[c]; taken {
			t.Errorf("%s and %s have the same form %s", u, other, c)
		}
		seen[c] = u
	}
}

func TestSameSiteGoesByTheRegistrableDomain(t *testing.T) {
	cases := []struct {
		a, b string
		want bool
	}{
		{"https://fr.le360.ma/a", "https://ar.le360.ma/b", true},
		{"https://a.co.uk/", "https://b.co.uk/", false},
		{"https://example.org/", "https://example.org.evil.test/", false},
		{"https://127.0.0.1/", "https://127.0.0.1:8443/", true},
		{"not an address", "https://example.org/", false},
	}
	for _, c := range cases {
		if got := SameSite(c.a, c.b); got != c.want {
			t.Errorf("SameSite(%s, %s) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// TestParseAgreesWithTheStandardsOwnCases reads the cases of the URL standard,
// where they are at hand, for http and https.
func TestParseAgreesWithTheStandardsOwnCases(t *testing.T) {
	data, err := os.ReadFile("../../../shared/corpus/urls/urltestdata.json")
	if err != nil {
		t.Skip("the standard's cases are not here")
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(data, &entries); err != nil {
		t.Fatal(err)
	}
	cases, wrong := 0, 0
	for _, raw := range entries {
		var c struct {
			Input    string
			Base     *string
			Href     string
			Protocol string
			Username string
			Password string
			Failure  bool
			Hash     string
		}
		if json.Unmarshal(raw, &c) != nil || c.Failure || c.Username+c.Password != "" || c.Protocol != "http:" && c.Protocol != "https:" {
			continue
		}
		base := ""
		if c.Base != nil {
			base = *c.Base
		}
		want, _, _ := strings.Cut(c.Href, "#")
		cases++
		if got, err := Parse(c.Input, base); err != nil || got != want {
			wrong++
			t.Errorf("Parse(%q, %q) = %q, %v; want %q", c.Input, base, got, err, want)
		}
	}
	t.Logf("%d of %d cases right", cases-wrong, cases)
}

func FuzzCanonicalIsSettled(f *testing.F) {
	for _, s := range []string{"https://example.org/a%2fb/?b=1&a=2&utm_x=3#y", "http://h/amp/amp/", "http://h/%", "http://h//", "https://h/a/amp/.amp", "http://m.h.x/(S(a))/print/b;sid=1?_=1&PHPSESSID=2&s=%C3%A9e%CC%81"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Parse(s, "")
		if err != nil {
			return
		}
		once := Canonical(u)
		if a, b := Key(u), Key(once); a != b {
			t.Errorf("Key(%q) = %q, and of its canonical form %q", u, a, b)
		}
		_, whole := split(u)
		if twin, ok := Twin(u); ok && Key(twin) == Key(u) || whole && !Names(u, u) {
			t.Errorf("%q is its own twin %q, or not its own name", u, twin)
		}
		Number(u)
		if again := Canonical(once); once != again {
			t.Errorf("Canonical(%q) = %q, and of that %q", u, once, again)
		}
	})
}

// FuzzShortWayAgreesWithTheStandard holds the cheap reading of plain addresses
// against the whole one.
func FuzzShortWayAgreesWithTheStandard(f *testing.F) {
	for _, s := range [][2]string{{"/a/b?x=1", "https://example.org/c"}, {"https://h/..?x", ""}, {"https://h/a/.", ""}, {"/..", "http://h/"}, {"http://a..b/", ""}, {"//h/x", "http://a.b/c"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, raw, base string) {
		got, err := Parse(raw, base)
		if err != nil || !plain(raw) && !plain(base) {
			return
		}
		from := base
		if base == "" || !plain(base) {
			from = raw
		}
		u, err := whatwg.ParseRef(from, raw)
		if err != nil {
			t.Fatalf("Parse(%q, %q) = %q, the standard refuses it: %v", raw, base, got, err)
		}
		if want := u.Href(true); got != want {
			t.Errorf("Parse(%q, %q) = %q, want %q", raw, base, got, want)
		}
	})
}

func TestHostsWithATrailingDotAreTheSamePage(t *testing.T) {
	for _, u := range []string{"https://example.org./a", "https://example.org.:443/a", "https://EXAMPLE.org:443/a/"} {
		if got := Canonical(u); got != "https://example.org/a" {
			t.Errorf("Canonical(%q) = %q", u, got)
		}
	}
	if got := Canonical("https://example.org:8443/a"); got != "https://example.org:8443/a" {
		t.Errorf("another port: %q", got)
	}
}
