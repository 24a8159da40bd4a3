package crawler

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func TestRobotsRulesAreReadAsTheStandardSays(t *testing.T) {
	cases := []struct {
		name, robots, path string
		want               bool
	}{
		{"empty file", "", "/a", true},
		{"closed to all", "User-agent: *\nDisallow: /", "/a", false},
		{"closed to another", "User-agent: other\nDisallow: /", "/a", true},
		{"own group wins over all's", "User-agent: *\nDisallow: /\n\nUser-agent: sada\nDisallow: /x", "/a", true},
		{"own group with version", "User-agent: sada/1.0\nDisallow: /", "/a", false},
		{"longer name is another", "User-agent: sadabot\nDisallow: /", "/a", true},
		{"case of the name", "USER-AGENT: SADA\nDISALLOW: /", "/a", false},
		{"two groups are one", "User-agent: sada\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: sada\nDisallow: /b", "/b", false},
		{"shared group", "User-agent: x\nUser-agent: sada\nDisallow: /b", "/b", false},
		{"crawl-delay does not end the names", "User-agent: sada\nCrawl-delay: 5\nDisallow: /b", "/b", false},
		{"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"allow wins a tie, first", "User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
		{"empty disallow", "User-agent: *\nDisallow:", "/a", true},
		{"wildcard", "User-agent: *\nDisallow: /*/amp", "/x/y/amp", false},
		{"wildcard and end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true},
		{"end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf.pdf", false},
		{"query", "User-agent: *\nDisallow: /?s=", "/?s=ogp", false},
		{"search of Le360", "User-agent: *\nDisallow: /recherche/", "/recherche/ogp", false},
		{"lower-case escapes", "User-agent: *\nDisallow: /%d8%a7", "/%D8%A7x", false},
		{"Arabic written out", "User-agent: *\nDisallow: /سياسة", "/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1", false},
		{"escaped slash is no slash", "User-agent: *\nDisallow: /a/b", "/a%2Fb", true},
		{"path counts case", "User-agent: *\nDisallow: /A", "/a", true},
		{"comment and mark", "\ufeffUser-agent: * # all\rDisallow: /a # this\r\n", "/a", false},
		{"robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"garbage", "\x00\xff<html>:::\nDisallow: /", "/a", true},
		{"empty path is the root", "User-agent: *\nDisallow: /", "", false},
	}
	for _, c := range cases {
		if got := parseRobots([]byte(c.robots), "sada").allowed(c.path); got != c.want {
			t.Errorf("%s: allowed(%q) = %v, want %v", c.name, c.path, got, c.want)
		}
	}
}

func TestCrawlDelayIsBounded(t *testing.T) {
	for s, want := range map[string]time.Duration{"5": 5 * time.Second, "0.5": 500 * time.Millisecond, "86400": maxCrawlDelay, "-1": 0, "NaN": 0, "x": 0, "1e300": maxCrawlDelay} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+s), "sada").delay; got != want {
			t.Errorf("Crawl-delay %s: %v, want %v", s, got, want)
		}
	}
}

// TestRobotsCasesOfTheStandard reads Google's cases, where they are at hand.
func TestRobotsCasesOfTheStandard(t *testing.T) {
	f, err := os.Open("../../shared/corpus/robots/cases.jsonl")
	if err != nil {
		t.Skip("the cases are not here")
	}
	defer f.Close()
	right, all, more, others := 0, 0, 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Robots, Agent, URL string
			Allowed, RFC       bool
			Line               int
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		path := c.URL
		if _, rest, ok := strings.Cut(path, "://"); ok {
			_, rest, _ = strings.Cut(rest, "/")
			path = "/" + rest
		}
		ok := parseRobots([]byte(c.Robots), token(c.Agent)).allowed(path) == c.Allowed
		switch {
		case c.RFC && ok:
			all, right = all+1, right+1
		case c.RFC:
			all++
			t.Errorf("line %d: %q for %q, %q: want %v", c.Line, c.Robots, c.Agent, c.URL, c.Allowed)
		case ok:
			others, more = others+1, more+1
		default:
			others++
			t.Logf("not the RFC's, line %d", c.Line)
		}
	}
	t.Logf("%d of %d cases of the RFC, %d of %d others", right, all, more, others)
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*b$", "/aab")
	f.Add("User-agent: sada\nAllow: /%zz\nDisallow: *", "/%")
	f.Fuzz(func(t *testing.T, robots, path string) {
		a := parseRobots([]byte(robots), "sada").allowed(path)
		if b := parseRobots([]byte(robots), "SADA").allowed(path); a != b {
			t.Errorf("the case of the product changes the answer")
		}
	})
}
