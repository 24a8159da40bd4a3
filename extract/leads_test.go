package extract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sada"
	"sada/extract"
)

func TestEndpointsGiveTheirLeads(t *testing.T) {
	for _, file := range samples(t, "leads", 20) {
		t.Run(nameOf(file), func(t *testing.T) {
			s := readSample(t, file)
			e := sada.Endpoint{Kind: sada.EndpointKind(s.keys["kind"]), URL: s.keys["url"], Fields: map[string]string{}}
			for key, value := range s.keys {
				if name, ok := strings.CutPrefix(key, "field."); ok {
					e.Fields[name] = value
				}
			}
			h := s.hints(t)
			h.Source.Home = s.keys["home"]
			l, err := extract.Leads(s.page(), e, h)
			golden(t, goldenOf(file), leadsText(t, l, err))
		})
	}
}

// leadsText writes leads, or why there are none, for a person to read.
func leadsText(t *testing.T, l *sada.Leads, err error) string {
	t.Helper()
	var b strings.Builder
	if err != nil {
		var r *sada.Rejection
		if !errors.As(err, &r) || l != nil {
			t.Fatalf("leads %v and error %v, want a rejection alone", l, err)
		}
		fmt.Fprintf(&b, "rejected: %s: %s\n", r.Reason, r.Detail)
		return b.String()
	}
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	line("title", l.Title)
	line("oldest", l.Oldest.String())
	line("newest", l.Newest.String())
	for _, m := range l.More {
		line("more", string(m.Kind)+" "+m.URL)
	}
	if l.Cut {
		line("cut", "yes")
	}
	for _, n := range l.Notes {
		line("note", n)
	}
	for _, x := range l.Items {
		b.WriteString("\n")
		line("url", x.URL)
		line("title", x.Title)
		line("summary", x.Summary)
		line("published", dateText(x.Published))
		line("modified", dateText(x.Modified))
		line("authors", strings.Join(x.Authors, "; "))
		line("language", x.Language)
		line("section", x.Section)
		line("tags", strings.Join(x.Tags, "; "))
		line("guid", x.GUID)
		line("image", x.Image)
		line("content", x.Content)
		line("kind", string(x.Kind))
		line("endpoint", x.Endpoint)
	}
	return b.String()
}
