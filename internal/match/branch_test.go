package match

import (
	"fmt"
	"strings"
	"testing"
)

func TestTreeShowsHowAQueryIsUnderstood(t *testing.T) {
	q, err := Parse(`title:ports NEAR/4 ("حكومة منفتحة" OR OGP) NOT navig* source:quai`, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `all of
  within 4 words of each other
    in the title
      the word ports [ports port]
    one of
      the phrase "حكومة منفتحة"
        the word حكومة [حكومه]
        the word منفتحة [منفتحه]
      the word OGP [ogp]
  not
    words that begin with navig* [navig*]
  the source is quai
`
	if got := drawn(q.Tree(), ""); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func drawn(b Branch, in string) string {
	var s strings.Builder
	s.WriteString(in + strings.TrimSpace(b.Does+" "+b.Text))
	if len(b.Keys) > 0 {
		fmt.Fprintf(&s, " %v", b.Keys)
	}
	s.WriteString("\n")
	for _, k := range b.Kids {
		s.WriteString(drawn(k, in+"  "))
	}
	return s.String()
}
