package kiosk

import (
	"crypto/sha256"
	"embed"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"
)

//go:embed articles
var texts embed.FS

// item is one text on the stand: an article, a video or a post.
type item struct {
	folder, name string
	outlet       *outlet
	path         string // on its host, with its query

	title, subtitle, kind, lang, section, byline, agency string
	tags                                                 []string
	published                                            time.Time
	dayOnly                                              bool
	event                                                bool
	copyOf                                               string
	round                                                int
	accident                                             string
	blocks, later                                        []block // later: as edited between the rounds
}

// block is one piece of a text.
type block struct {
	Kind  string // p, h2, quote, list
	Text  string
	Items []string
}

// readItems reads every text, and gives copies the body of their original.
func readItems() ([]*item, error) {
	var all []*item
	byName := map[string]*item{}
	err := fs.WalkDir(texts, "articles", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := texts.ReadFile(file)
		if err != nil {
			return err
		}
		i, err := readItem(string(raw))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		i.folder, i.name = path.Base(path.Dir(file)), strings.TrimSuffix(path.Base(file), ".txt")
		all = append(all, i)
		byName[i.folder+"/"+i.name] = i
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, i := range all {
		if i.copyOf == "" {
			continue
		}
		original := byName[i.copyOf]
		if original == nil {
			return nil, fmt.Errorf("%s/%s: copy of %s, which is not there", i.folder, i.name, i.copyOf)
		}
		i.blocks, i.agency = original.blocks, original.agency
		if i.title == "" {
			i.title = original.title
		}
	}
	sort.Slice(all, func(a, b int) bool { return all[a].folder+"/"+all[a].name < all[b].folder+"/"+all[b].name })
	return all, nil
}

func readItem(raw string) (*item, error) {
	head, body, _ := strings.Cut(strings.ReplaceAll(raw, "\r", ""), "\n\n")
	i := &item{kind: "article", lang: "ar", round: 1}
	for _, line := range strings.Split(strings.TrimSpace(head), "\n") {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			return nil, fmt.Errorf("no header: %q", line)
		}
		if err := i.set(key, strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	if i.published.IsZero() {
		return nil, fmt.Errorf("no published")
	}
	if i.published.After(Morning()) {
		i.round = 2
	}
	body, later, _ := strings.Cut(body, "---edited---")
	i.blocks, i.later = readBlocks(body), readBlocks(later)
	if i.copyOf == "" && (i.title == "" || len(i.blocks) == 0) {
		return nil, fmt.Errorf("no title or no body")
	}
	return i, nil
}

func (i *item) set(key, value string) error {
	var err error
	switch key {
	case "title":
		i.title = value
	case "subtitle":
		i.subtitle = value
	case "kind":
		i.kind = value
	case "lang":
		i.lang = value
	case "section":
		i.section = value
	case "byline":
		i.byline = value
	case "agency":
		i.agency = value
	case "accident":
		i.accident = value
	case "copy-of":
		i.copyOf = value
	case "event":
		i.event = value == "yes"
	case "round":
		_, err = fmt.Sscan(value, &i.round)
	case "edited":
	case "tags":
		for _, t := range strings.Split(value, ",") {
			i.tags = append(i.tags, strings.TrimSpace(t))
		}
	case "published":
		if i.published, err = time.ParseInLocation("2006-01-02T15:04", value, casablanca); err != nil {
			i.dayOnly = true
			i.published, err = time.ParseInLocation(time.DateOnly, value, casablanca)
		}
	default:
		return fmt.Errorf("no such header: %s", key)
	}
	return err
}

func readBlocks(body string) []block {
	var out []block
	for _, p := range strings.Split(body, "\n\n") {
		p = strings.TrimSpace(p)
		switch {
		case p == "":
		case strings.HasPrefix(p, "## "):
			out = append(out, block{Kind: "h2", Text: p[3:]})
		case strings.HasPrefix(p, "> "):
			out = append(out, block{Kind: "quote", Text: strings.ReplaceAll(p[2:], "\n> ", " ")})
		case strings.HasPrefix(p, "- "):
			out = append(out, block{Kind: "list", Items: strings.Split(p[2:], "\n- ")})
		default:
			out = append(out, block{Kind: "p", Text: strings.ReplaceAll(p, "\n", " ")})
		}
	}
	return out
}

// hash is a number that belongs to the item for good.
func (i *item) hash() [32]byte { return sha256.Sum256([]byte(i.folder + "/" + i.name)) }

// number is the item's id in a WordPress or a list, as old as its text is.
func (i *item) number() int64 {
	h := i.hash()
	return i.published.Unix()/60%1_000_000*10 + int64(h[0]%10)
}

// arcID is the 26 signs of Arc.
func (i *item) arcID() string {
	h := i.hash()
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h[:])[:26]
}

// videoID is the eleven signs of a video.
func (i *item) videoID() string {
	h := i.hash()
	return base64.RawURLEncoding.EncodeToString(h[:])[:11]
}

// snowflake is the id of a post: its moment in milliseconds, and some bits.
func (i *item) snowflake() uint64 {
	h := i.hash()
	return uint64(i.published.UnixMilli()-1288834974657)<<22 | uint64(binary.BigEndian.Uint32(h[:])&0x3fffff)
}

// slug is the title as an address has it: words parted by hyphens, cut near n
// bytes.
func (i *item) slug(n int) string {
	words := strings.FieldsFunc(strings.ToLower(i.title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0xc0 && r != '×' && r != '،' && r != '؟' && r != '؛' && r < 0x2000)
	})
	s := ""
	for _, w := range words {
		if len(s)+len(w) > n {
			break
		}
		s += "-" + w
	}
	return strings.Trim(s, "-")
}

func (i *item) url() string { return "https://" + i.outlet.host + escape(i.path) }

// otherPaths are the addresses beside its own under which the item is reached.
func (i *item) otherPaths() []string {
	switch i.accident {
	case "amp":
		return []string{"/amp" + i.path}
	case "redirect":
		return []string{i.oldPath()}
	case "short":
		return []string{i.shortPath()}
	}
	return nil
}

func (i *item) oldPath() string { return fmt.Sprintf("/node/%d", i.number()) }

// changed reports whether the item reads otherwise in this round.
func (i *item) changed(round int) bool { return round > 1 && len(i.later) > 0 }

func (i *item) modified(round int) time.Time {
	if i.changed(round) {
		return edited
	}
	return i.published
}

func (i *item) text(round int) []block {
	if i.changed(round) {
		return i.later
	}
	return i.blocks
}

// plain is the text without its form.
func (i *item) plain(round int) string {
	var parts []string
	for _, b := range i.text(round) {
		if b.Kind == "list" {
			parts = append(parts, strings.Join(b.Items, "\n"))
			continue
		}
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, "\n\n")
}

func (i *item) dir() string {
	if i.lang == "ar" {
		return "rtl"
	}
	return "ltr"
}
