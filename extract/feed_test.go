package extract_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

func leads(kind sada.EndpointKind, body []byte) (*sada.Leads, error) {
	p := &sada.Page{Body: body, Capture: sada.Capture{URL: "https://www.petit.test/feed"}}
	return extract.Leads(p, sada.Endpoint{Kind: kind, URL: p.Capture.URL}, extract.Hints{Now: noon})
}

// The feed library follows elements by recursion, and a stack overflow cannot be
// recovered: such a feed would end the process.
func TestXMLInOneAnotherIsRefusedBeforeItIsRead(t *testing.T) {
	deep := strings.Repeat("<x:a>", 2_000_000)
	// A feed is refused for its size first; what comes below that must be too.
	for name, body := range map[string]string{
		"in an item":       "<rss><channel><item>" + deep,
		"below the size":   "<rss><channel><item>" + deep[:4_000_000],
		"257 of them":      "<rss><channel><item>" + strings.Repeat("<a>", 257) + strings.Repeat("</a>", 257) + "</item></channel></rss>",
		"behind a control": "<rss><channel><item><title>\x01</title>" + deep[:4_000_000],
		"with short tags":  "<rss>" + strings.Repeat("<a>", 1_300_000),
		"in an Atom entry": "<feed><entry><content type=\"xhtml\">" + strings.Repeat("<i>", 1_300_000),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			_, err := leads(sada.Feed, []byte(body))
			wantReason(t, err, sada.ReasonFormat)
			if err != nil && len(body) < 4<<20 && !strings.Contains(err.Error(), "in one another") {
				t.Errorf("error %q, want one that names the depth", err)
			}
			if took := time.Since(begin); took > 10*slowest {
				t.Errorf("it took %v", took)
			}
		})
	}
	for name, body := range map[string]string{
		"around an entry": strings.Repeat("<urlset>", 2_000_000),
		"in an entry":     "<urlset><url>" + deep,
	} {
		t.Run("a sitemap "+name, func(t *testing.T) {
			_, err := leads(sada.Sitemap, []byte(body))
			l, _ := leads(sada.Sitemap, []byte(body))
			if err == nil && (!l.Cut || len(l.Items) > 0) {
				t.Errorf("leads %+v, want none and a cut", l)
			}
		})
	}
}

func TestAWideFeedGivesItsFirstItems(t *testing.T) {
	kinds := map[string][3]string{
		"RSS":  {"<rss version='2.0'><channel><title>Large</title>", "<item><link>https://www.petit.test/%d</link></item>", "</channel></rss>"},
		"Atom": {"<feed xmlns='http://www.w3.org/2005/Atom'><title>Large</title>", "<entry><link href='/%d'/></entry>", "</feed>"},
		"RDF":  {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>Large</title></channel>", "<item><link>https://www.petit.test/%d</link></item>", "</rdf:RDF>"},
	}
	for name, parts := range kinds {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString(parts[0])
			for i := range 140_000 {
				fmt.Fprintf(&b, parts[1], i)
			}
			b.WriteString(parts[2])
			wantFirst(t, b.String())
		})
	}
}

func TestAFeedBeyondItsSizeGivesWhatComesBefore(t *testing.T) {
	l, err := leads(sada.Feed, []byte("<rss><channel><item><link>https://www.petit.test/1</link></item><item><link>https://www.petit.test/2</link><description>"+strings.Repeat("x", 4<<20)+"</description></item></channel></rss>"))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Items) != 1 || !l.Cut || len(l.Notes) == 0 {
		t.Errorf("leads %+v, want the first alone, flagged", l)
	}
}

func TestAFeedOfHalfAMillionItemsGivesItsFirst(t *testing.T) {
	wantFirst(t, "<rss><channel>"+strings.Repeat("<item><guid>http://a/", 1)+"x</guid></item>"+strings.Repeat("<item></item>", 500_000)+"</channel></rss>")
}

func wantFirst(t *testing.T, body string) {
	t.Helper()
	l, err := leads(sada.Feed, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(l.Items); n > 5000 || n == 0 || !l.Cut || len(l.Notes) == 0 {
		t.Errorf("%d items, cut %v, notes %q; want at most 5000 of them, flagged", n, l.Cut, l.Notes)
	}
}

func TestAnEndpointBeyondItsSizeIsRefused(t *testing.T) {
	for _, c := range []struct {
		kind             sada.EndpointKind
		begin, fill, end string
		largest          int
	}{
		{sada.Feed, "<rss version='2.0'><channel><title>x</title><item><link>https://www.petit.test/1</link><description>", "x", "</description></item></channel></rss>", 4 << 20},
		{sada.REST, `[{"link":"https://www.petit.test/1","x":"`, "x", `"}]`, 12 << 20},
		{sada.JSONListEndpoint, `[{"url":"https://www.petit.test/1","x":"`, "x", `"}]`, 12 << 20},
		{sada.Sitemap, "<urlset><url><loc>https://www.petit.test/1</loc></url><!--", "x", "--></urlset>", 50 << 20},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			full := c.begin + strings.Repeat(c.fill, c.largest-len(c.begin)-len(c.end)) + c.end
			l, err := leads(c.kind, []byte(full))
			if err != nil || len(l.Items) != 1 {
				t.Errorf("at its size: leads %v, error %v, want one", l, err)
			}
			_, err = leads(c.kind, []byte(c.begin+strings.Repeat(c.fill, c.largest)+c.end))
			wantReason(t, err, sada.ReasonFormat)
		})
	}
}

func TestEntitiesOfAFeedsOwnAreNotExpanded(t *testing.T) {
	laughs := "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a0 'ha'>"
	for i := range 10 {
		laughs += fmt.Sprintf("<!ENTITY a%d '%s'>", i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	laughs += "]><rss version='2.0'><channel><title>&a10;</title><item><title>&a10;</title><link>https://www.petit.test/1</link></item></channel></rss>"
	external := "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><title>&f;</title><item><title>&f;</title><link>https://www.petit.test/1</link></item></channel></rss>"
	for name, body := range map[string]string{"a bomb": laughs, "a file": external} {
		t.Run(name, func(t *testing.T) {
			l, err := leads(sada.Feed, []byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Items) != 1 || len(l.Items[0].Title) > 100 || strings.Contains(l.Items[0].Title, "root") {
				t.Errorf("leads %+v, want one whose title was not expanded", l.Items)
			}
		})
		t.Run(name+" in a sitemap", func(t *testing.T) {
			body := strings.NewReplacer("<rss version='2.0'><channel>", "<urlset><url>", "<item>", "", "<link>", "<loc>", "</link>", "</loc>", "</item></channel></rss>", "</url></urlset>").Replace(body)
			l, err := leads(sada.NewsSitemap, []byte(body))
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Items) != 1 || len(l.Items[0].Title) > 100 || strings.Contains(l.Items[0].Title, "root") {
				t.Errorf("leads %+v, want one whose title was not expanded", l.Items)
			}
		})
	}
}

func TestASitemapIsReadUpToItsLimit(t *testing.T) {
	var b strings.Builder
	b.WriteString("\ufeff<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/wrong'>")
	for i := range 50_001 {
		fmt.Fprintf(&b, "<url><loc>https://www.petit.test/%d</loc></url>", i)
	}
	b.WriteString("</urlset>")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(b.String())); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"plain": []byte(b.String()), "packed": packed.Bytes()} {
		t.Run(name, func(t *testing.T) {
			l, err := leads(sada.Sitemap, body)
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Items) != 50_000 || !l.Cut {
				t.Errorf("%d addresses, cut %v; want 50000, flagged", len(l.Items), l.Cut)
			}
		})
	}
}

func TestAPackedSitemapThatIsABombIsRefused(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for range 51 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := leads(sada.Sitemap, packed.Bytes())
	wantReason(t, err, sada.ReasonFormat)
	_, err = leads(sada.Sitemap, packed.Bytes()[:200])
	wantReason(t, err, sada.ReasonFormat)
}

func TestAGuidOfTwoItemsNamesNeither(t *testing.T) {
	item := func(link, guid string) string {
		return "<item><title>T</title><link>https://www.petit.test/" + link + `</link><guid isPermaLink="false">` + guid + "</guid></item>"
	}
	l, err := leads(sada.Feed, []byte(`<rss version="2.0"><channel><title>C</title>`+item("a", "1")+item("b", "1")+item("c", "2")+item("c", "2")+"</channel></rss>"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, x := range l.Items {
		got[strings.TrimPrefix(x.URL, "https://www.petit.test/")] = x.GUID
	}
	if len(got) != 3 || got["a"] != "" || got["b"] != "" || got["c"] != "2" {
		t.Errorf("guids by address: %q, want those of a and b gone, that of c kept", got)
	}
}
