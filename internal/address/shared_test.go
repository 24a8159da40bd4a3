package address

import "testing"

func TestHostsThatManyShareAreKnown(t *testing.T) {
	cases := []struct {
		u    string
		want bool
	}{
		{"https://journal.blogspot.com/", true},
		{"https://journal.wordpress.com/", true},
		{"https://journal.github.io/", true},
		{"https://www.facebook.com/journal", true},
		{"https://ww1.sedoparking.com/journal", true},
		{"https://www.hugedomains.com/domain_profile.cfm?d=journal", true},
		{"https://dan.com/buy-domain/journal", true},
		{"https://news.google.com/rss/articles/x", true},
		{"https://journal.test/", false},
		{"https://ahdath.info/", false},
		{"https://www.journal.co.ma/", false},
		{"https://fr.journal.press.ma/", false},
		{"https://jordan.com/", false},
		{"http://127.0.0.1/", false},
		{"", false},
	}
	for _, c := range cases {
		if got := Shared(c.u); got != c.want {
			t.Errorf("Shared(%q) = %v", c.u, got)
		}
	}
}
