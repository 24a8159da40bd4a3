package extract_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// noticed is the file that says which page of testdata/pages changes its answer
// when a number is halved, and which when it is doubled: name, page, page. A "-"
// is a number that no page notices. -seek looks for the pages anew, which takes
// minutes.
const noticed = "testdata/numbers.tsv"

var seek = flag.Bool("seek", false, "look for the pages that notice a changed number")

// TestNumbersAreNoticed holds that the page which stands beside a number still
// notices when it is changed: a rule that lost its case is found by it.
func TestNumbersAreNoticed(t *testing.T) {
	if *seek {
		writeNoticed(t)
	}
	raw, err := os.ReadFile(noticed)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][2]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("%s: the line %q is no name and two pages", noticed, line)
		}
		pages[cells[0]] = [2]string{cells[1], cells[2]}
	}
	both, one, none := 0, 0, 0
	for i, name := range numberNames(extract.Shipped()) {
		by, ok := pages[name]
		if !ok {
			t.Errorf("%s stands not in %s: run with -seek", name, noticed)
			continue
		}
		seen := 0
		for side, page := range by {
			changed := changedNumber(i, side)
			if page == "-" || changed == nil {
				continue
			}
			seen++
			w := witnessed(t, page)
			if w.answer(t, nil) == w.answer(t, changed) {
				t.Errorf("%s %s: %s does not notice; run with -seek, or write a page that does", name, []string{"halved", "doubled"}[side], page)
			}
		}
		switch seen {
		case 2:
			both++
		case 1:
			one++
		default:
			none++
		}
	}
	t.Logf("%d numbers: %d noticed halved and doubled, %d one way alone, %d have no case yet", both+one+none, both, one, none)
}

// witness is a page of our own that may notice a changed number.
type witness struct {
	page *sada.Page
	with extract.Hints
}

// answer is what the page gives by these numbers.
func (w *witness) answer(t *testing.T, by *extract.Numbers) string {
	h := w.with
	h.Numbers = by
	a, err := extract.Article(w.page, h)
	return articleText(t, a, err)
}

// witnessed reads the page of a name: one of testdata/pages, of the pages that
// the bench keeps, or of the table of heads.
func witnessed(t *testing.T, name string) *witness {
	t.Helper()
	kind, rest, _ := strings.Cut(name, "/")
	switch kind {
	case "heads":
		for i := range heads {
			if heads[i].name == rest {
				return &witness{heads[i].page(), extract.Hints{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)}}
			}
		}
		t.Fatalf("no head is called %q", rest)
	case "bench":
		file := "../bench/extract/" + rest
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p := plain(string(body))
		if gold, err := os.ReadFile(strings.TrimSuffix(file, ".html") + ".json"); err == nil {
			var says struct{ URL string }
			if err := json.Unmarshal(gold, &says); err != nil {
				t.Fatal(err)
			}
			p.Capture.URL = says.URL
		}
		return &witness{p, extract.Hints{Now: time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)}}
	}
	s := readSample(t, "testdata/pages/"+rest)
	return &witness{s.page(), s.hints(t)}
}

// witnessNames are all of them, the small before the large.
func witnessNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, file := range samples(t, "pages", 35) {
		names = append(names, "pages/"+filepath.Base(file))
	}
	for i := range heads {
		names = append(names, "heads/"+heads[i].name)
	}
	for _, set := range []string{"own", "blind", "none"} {
		files, err := filepath.Glob("../bench/extract/" + set + "/*.html")
		if err != nil || len(files) == 0 {
			t.Fatalf("no pages of the bench: %v", err)
		}
		for _, file := range files {
			names = append(names, "bench/"+set+"/"+filepath.Base(file))
		}
	}
	return names
}

// writeNoticed looks for the first page that notices each change.
func writeNoticed(t *testing.T) {
	names := numberNames(extract.Shipped())
	by := make([][2]string, len(names))
	for i := range by {
		by[i] = [2]string{"-", "-"}
	}
	all := witnessNames(t)
	shipped, pages := make([]string, len(all)), make([]*witness, len(all))
	for k, name := range all {
		pages[k] = witnessed(t, name)
		shipped[k] = pages[k].answer(t, nil)
	}
	var work sync.WaitGroup
	for half := range 2 {
		work.Go(func() {
			for i := half; i < len(names); i += 2 {
				for side := range 2 {
					changed := changedNumber(i, side)
					for k := 0; k < len(all) && changed != nil; k++ {
						if pages[k].answer(t, changed) != shipped[k] {
							by[i][side] = all[k]
							break
						}
					}
				}
			}
		})
	}
	work.Wait()
	var b strings.Builder
	for i, name := range names {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", name, by[i][0], by[i][1])
	}
	if err := os.WriteFile(noticed, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// changedNumber are the numbers with one of them halved (side 0) or doubled (1);
// nil where that is the number itself. A half is no less than 1.
func changedNumber(i, side int) *extract.Numbers {
	numbers := extract.Shipped()
	v := numbersBelow(reflect.ValueOf(numbers).Elem())[i]
	was := v.Int()
	is := []int64{max(was/2, 1), was * 2}[side]
	if is == was {
		return nil
	}
	v.SetInt(is)
	return numbers
}

// numbersBelow are the numbers below a value, in order.
func numbersBelow(v reflect.Value) []reflect.Value {
	var all []reflect.Value
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, numbersBelow(v.Field(i))...)
		}
	case reflect.Array:
		for i := range v.Len() {
			all = append(all, numbersBelow(v.Index(i))...)
		}
	default:
		all = append(all, v)
	}
	return all
}

// numberNames are what the numbers are called: Lines.Away, and
// Accord.ByLetters.0 for the first of several.
func numberNames(of *extract.Numbers) []string {
	var all []string
	var walk func(v reflect.Value, name string)
	walk = func(v reflect.Value, name string) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), name+"."+v.Type().Field(i).Name)
			}
		case reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s.%d", name, i))
			}
		default:
			all = append(all, strings.TrimPrefix(name, "."))
		}
	}
	walk(reflect.ValueOf(of).Elem(), "")
	return all
}
