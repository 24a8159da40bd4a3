package kiosk

import (
	"strings"
	"testing"
)

func TestAPressWritesTheSameForOneSeed(t *testing.T) {
	a, b, other := NewPress(3), NewPress(3), NewPress(4)
	same := 0
	for range 20 {
		language, title, text := a.Article()
		if l, h, x := b.Article(); l != language || h != title || x != text {
			t.Errorf("%q and %q are of one seed", title, h)
		}
		if _, _, x := other.Article(); x == text {
			t.Errorf("%q is of two seeds", title)
		}
		if q := a.Query(); q != b.Query() {
			t.Errorf("the query %q is of one press alone", q)
		} else if q == other.Query() {
			same++
		}
	}
	if same > 5 {
		t.Errorf("%d of 20 queries are of two seeds", same)
	}
}

func TestAPressWritesBothLanguagesAtTheUsualLength(t *testing.T) {
	p, arabic, bytes := NewPress(5), 0, 0
	const articles = 200
	for range articles {
		language, title, text := p.Article()
		if language == "ar" {
			arabic++
		}
		if strings.ContainsRune(text, 'ا') != (language == "ar") {
			t.Errorf("%q is not in %s", title, language)
		}
		bytes += len(text)
	}
	if arabic < articles/2 || arabic > articles*7/10 {
		t.Errorf("%d of %d articles are Arabic, want about three of five", arabic, articles)
	}
	if mean := bytes / articles; mean < 3400 || mean > 4200 {
		t.Errorf("an article has %d bytes, want about 3,700", mean)
	}
}
