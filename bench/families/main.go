// Command families measures whether copies of one dispatch are gathered into
// one family, and nothing else into it, whatever the order in which they arrive.
//
//	go -C bench run ./families
//	go -C bench run ./families -sada PROGRAM -seed 2 -v
//
// Every order is a new archive: the program imports the pages of the set one after
// the other, and an export tells the families.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

type options struct {
	sada    string
	seed    uint64
	orders  int
	verbose bool
}

func main() {
	var o options
	flag.StringVar(&o.sada, "sada", "", "the `program` to measure; built from this tree when not told")
	flag.Uint64Var(&o.seed, "seed", 1, "of the set and the orders")
	flag.IntVar(&o.orders, "orders", 6, "orders of arrival")
	flag.BoolVar(&o.verbose, "v", false, "print the pairs that are wrong in the first order")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "families:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	dir, err := os.MkdirTemp("", "families")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.sada == "" {
		o.sada = filepath.Join(dir, "sada")
		build := exec.Command("go", "build", "-o", o.sada, "sada/cmd/sada")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("building: %w: %s", err, out)
		}
	}
	set, err := newSet(o.seed)
	if err != nil {
		return err
	}
	fmt.Printf("%d texts, %d pairs of copies\n\n| order | precision | recall | families | like the first |\n|---|---|---|---|---|\n", len(set), pairsOf(set))
	r := rand.New(rand.NewPCG(o.seed, 7))
	var first map[string][]string
	var worst score
	for n := range o.orders {
		order := r.Perm(len(set))
		if n == 0 {
			slices.Sort(order)
		}
		found, err := arrive(o.sada, filepath.Join(dir, fmt.Sprint(n)), set, order)
		if err != nil {
			return err
		}
		s := judge(set, found)
		members := gathered(found)
		if n == 0 {
			first, worst = members, s
			if o.verbose {
				tell(set, found)
			}
		}
		if s.recall() < worst.recall() {
			worst.shared, worst.all = s.shared, s.all
		}
		if s.precision() < worst.precision() {
			worst.right, worst.joined = s.right, s.joined
		}
		fmt.Printf("| %d | %.3f | %.3f | %d | %v |\n", n+1, s.precision(), s.recall(), len(members), same(first, members))
	}
	fmt.Printf("| worst | %.3f | %.3f | | |\n", worst.precision(), worst.recall())
	return nil
}

const settings = `archive: ./archive
timezone: Africa/Casablanca
contact: desk@famille.test
sources:
  - {id: agence, home: "https://agence.famille.test/", agency: AMN}
events:
  - {id: tout, title: {fr: Tout}, query: "author:repere", from: 2020-01-01}
`

// arrive imports the pages in an order and returns the family of each, by its
// address.
func arrive(sada, dir string, set []item, order []int) (map[string]string, error) {
	if err := os.MkdirAll(filepath.Join(dir, "pages"), 0o755); err != nil {
		return nil, err
	}
	var urls strings.Builder
	for place, i := range order {
		name := fmt.Sprintf("%05d.html", place)
		if err := os.WriteFile(filepath.Join(dir, "pages", name), []byte(set[i].page()), 0o644); err != nil {
			return nil, err
		}
		fmt.Fprintf(&urls, "%s\t%s\n", name, set[i].url)
	}
	for name, body := range map[string]string{"sada.yaml": settings, "urls.tsv": urls.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			return nil, err
		}
	}
	call := func(args ...string) ([]byte, error) {
		c := exec.Command(sada, args...)
		c.Dir, c.Env = dir, append(os.Environ(), "GOMAXPROCS=1") // one page at a time
		out, err := c.Output()
		if err != nil {
			return nil, fmt.Errorf("sada %s: %w: %s", args[0], err, out)
		}
		return out, nil
	}
	if _, err := call("import", "--urls", "urls.tsv", "--at", "2026-04-10T12:00", "pages"); err != nil {
		return nil, err
	}
	raw, err := call("export", "tout")
	if err != nil {
		return nil, err
	}
	var all struct {
		Clippings []struct {
			Article struct{ URL string }
			Family  *struct{ ID string }
		}
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, c := range all.Clippings {
		found[c.Article.URL] = ""
		if c.Family != nil {
			found[c.Article.URL] = c.Family.ID
		}
	}
	if len(found) != len(set) {
		return nil, fmt.Errorf("%d of %d pages came out", len(found), len(set))
	}
	return found, nil
}

// gathered lists the members of each family.
func gathered(found map[string]string) map[string][]string {
	out := map[string][]string{}
	for url, id := range found {
		if id != "" {
			out[id] = append(out[id], url)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// same reports whether two partitions are one, whatever the ids.
func same(a, b map[string][]string) bool {
	lists := func(of map[string][]string) []string {
		var out []string
		for _, list := range of {
			out = append(out, strings.Join(list, " "))
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(lists(a), lists(b))
}

// score counts pairs of texts: those in one family, and those that are copies.
type score struct{ right, joined, shared, all int }

func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.joined)) }
func (s score) recall() float64    { return float64(s.shared) / float64(max(1, s.all)) }

func judge(set []item, found map[string]string) (s score) {
	eachPair(set, func(a, b *item) {
		copies, joined := a.copies(b), found[a.url] != "" && found[a.url] == found[b.url]
		if copies {
			s.all++
		}
		if joined {
			s.joined++
		}
		if copies && joined {
			s.right++
			s.shared++
		}
	})
	return s
}

func pairsOf(set []item) int { return judge(set, nil).all }

// eachPair calls fn for the pairs that are judged: a text that holds two
// dispatches whole belongs to neither and to both.
func eachPair(set []item, fn func(a, b *item)) {
	for i := range set {
		for k := range set[:i] {
			if !set[i].round && !set[k].round {
				fn(&set[k], &set[i])
			}
		}
	}
}

// tell prints the pairs that are wrong, by kind.
func tell(set []item, found map[string]string) {
	count := map[string]int{}
	eachPair(set, func(a, b *item) {
		copies, joined := a.copies(b), found[a.url] != "" && found[a.url] == found[b.url]
		if copies != joined {
			what := fmt.Sprintf("copies %v, joined %v: %s, %s", copies, joined, a.kind, b.kind)
			if joined {
				what += ": " + a.title + ", " + b.title
			}
			count[what]++
		}
	})
	for what, n := range count {
		fmt.Println("wrong", n, what)
	}
}
