package crawler

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
)

func TestRobotsNamesSitemaps(t *testing.T) {
	cases := []struct {
		name, robots string
		want         []string
	}{
		{"a whole address", "User-agent: *\nDisallow:\nSitemap: https://gazette.test/sn.xml\n", []string{"https://gazette.test/sn.xml"}},
		{"before every group, in capitals", "SITEMAP:https://gazette.test/sn.xml\nUser-agent: autre\nDisallow: /\n", []string{"https://gazette.test/sn.xml"}},
		{"relative", "Sitemap: /sn.xml", []string{"https://gazette.test/sn.xml"}},
		{"relative without a slash", "Sitemap: plan/sn.xml", []string{"https://gazette.test/plan/sn.xml"}},
		{"without a scheme", "Sitemap: //gazette.test/sn.xml", []string{"https://gazette.test/sn.xml"}},
		{"on another host", "Sitemap: https://cdn.test/g/sn.xml", []string{"https://cdn.test/g/sn.xml"}},
		{"behind a byte order mark", "\ufeffSitemap: /sn.xml", []string{"https://gazette.test/sn.xml"}},
		{"line ends of an old machine", "User-agent: *\rSitemap: /a.xml\rSitemap: /b.xml\r", []string{"https://gazette.test/a.xml", "https://gazette.test/b.xml"}},
		{"twice, and with a remark", "Sitemap: /a.xml # toutes\nSitemap: /a.xml", []string{"https://gazette.test/a.xml"}},
		{"a file that is no address", "Sitemap: javascript:alert(1)\nSitemap:\nSitemap: /a.xml", []string{"https://gazette.test/a.xml"}},
		{"none", "User-agent: *\nDisallow: /sitemap.xml", nil},
	}
	for _, c := range cases {
		if got := sitemaps([]byte(c.robots), "https://gazette.test/fr/"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	many := ""
	for i := range 1000 {
		many += fmt.Sprintf("Sitemap: /s-%d.xml\n", i)
	}
	if got := len(sitemaps([]byte(many), "https://gazette.test/")); got != maxSitemaps {
		t.Errorf("%d sitemaps of a thousand, want %d", got, maxSitemaps)
	}
}

func TestSitemapsAreThoseOfTheRobotsThatWasRead(t *testing.T) {
	asked := 0
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked++
			fmt.Fprint(w, "Sitemap: /sn.xml")
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	v := local(t, Options{}, s.URL).Visit()
	if got := v.Sitemaps(s.URL + "/"); got != nil || asked != 0 {
		t.Errorf("before a fetch: %q after %d requests", got, asked)
	}
	if _, err := v.Fetch(context.Background(), Request{URL: s.URL + "/"}); err != nil {
		t.Fatal(err)
	}
	if got, want := v.Sitemaps(s.URL+"/fr/"), []string{s.URL + "/sn.xml"}; !slices.Equal(got, want) || asked != 1 {
		t.Errorf("after it: %q, want %q, robots.txt asked %d times", got, want, asked)
	}
}
