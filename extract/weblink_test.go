package extract

import (
	"net/http"
	"testing"
)

func TestLinkHeadersAreReadAsTheStandardSays(t *testing.T) {
	cases := []struct {
		name, header string
		want         []webLink
	}{
		{"one", `</a>; rel="next"`, []webLink{{href: "/a", rel: "next"}}},
		{"a comma in the address and in a title", `</a,b>; rel=x; title="c, <d>; e", </f>; rel=y`, []webLink{{href: "/a,b", rel: "x", title: "c, <d>; e"}, {href: "/f", rel: "y"}}},
		{"the first parameter of a name counts", `</a>; rel=x; rel=y`, []webLink{{href: "/a", rel: "x"}}},
		{"names in capitals, blanks about", ` < /a > ; REL = "Alternate" ;TYPE="text/xml"`, []webLink{{href: " /a ", rel: "Alternate", media: "text/xml"}}},
		{"escapes", `</a>; title="b \"c\""; rel=x`, []webLink{{href: "/a", title: `b "c"`, rel: "x"}}},
		{"a parameter without a value", `</a>; crossorigin; rel=x, </b>; nopush`, []webLink{{href: "/a", rel: "x"}, {href: "/b"}}},
		{"about another page", `</a>; rel=x; anchor="/other", </b>; rel=y`, []webLink{{href: "/b", rel: "y"}}},
		{"not closed", `</a>; rel="x`, []webLink{{href: "/a", rel: "x"}}},
		{"no link", `rel=next; </a`, nil},
	}
	for _, c := range cases {
		got := webLinks(http.Header{"Link": {c.header}})
		if len(got) != len(c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %+v, want %+v", c.name, got[i], c.want[i])
			}
		}
	}
}

func FuzzLinkHeader(f *testing.F) {
	for _, s := range []string{`</a>; rel="next"`, `<a>;b="\`, `<>;,<>;=,`, `<a>;=;;,,<b`, `</a>; x = y ; z`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(webLinks(http.Header{"Link": {s, s}})); n > maxWebLinks {
			t.Errorf("%d links", n)
		}
	})
}
