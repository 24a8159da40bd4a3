package extract_test

import (
	"strings"
	"testing"

	"sada/extract"
)

func TestAParkedNameIsKnown(t *testing.T) {
	cases := []struct {
		name, page string
		want       bool
	}{
		{"for sale", "<title>gazette.test is for sale</title><p>Make an offer.</p>", true},
		{"in French", "<p>Ce nom de domaine est peut-être à vendre.</p>", true},
		{"in Arabic", "<p>هذا النطاق معروض للبيع</p>", true},
		{"expired", "<p>This domain has expired.</p>", true},
		{"the script of a service", `<html><script src="https://img.sedoparking.com/js/jquery.js"></script></html>`, true},
		{"another", `<html><script src="//c.parkingcrew.net/scripts/sale_form.js"></script></html>`, true},
		{"a front that writes of a sale", "<main>" + strings.Repeat("<p>La commune ouvre le marché de la semaine.</p>", 400) + "<h2>Buy this domain: comment les noms se vendent</h2></main>", false},
		{"an article that writes of one", "<article><h2>Ce nom de domaine était à vendre</h2></article>", false},
		{"a plain front", "<title>Gazette</title><p>Bienvenue.</p>", false},
	}
	for _, c := range cases {
		if got := extract.Parked(plain(c.page)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
