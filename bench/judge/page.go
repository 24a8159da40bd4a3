package judge

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"

	"sada"
)

// Gold is what is known of a page. A nil field is not annotated, and not scored.
type Gold struct {
	File      string    `json:"file"`
	URL       string    `json:"url"`
	Language  string    `json:"lang"`
	Title     *string   `json:"title"`
	Authors   *[]string `json:"authors"`
	Published *string   `json:"published"`
	Text      *string   `json:"text"`
	With      []string  `json:"with"`
	Without   []string  `json:"without"`
}

// Page is a page with what is known of it.
type Page struct {
	Gold
	Raw     []byte // as they lie there
	Body    []byte // UTF-8
	Address *url.URL
	At      time.Time // of the file

	Subtitle string // may open an answer: some count it as text, some keep it apart
	Rest     *Rest
}

// Answer is what a reader says of a page.
type Answer struct {
	Title     string
	Authors   []string
	Published string // RFC 3339 or a day
	Text      string
	Failed    string // why there is no answer

	Rest   Rest
	Reason sada.Reason // why the page is no article
}

// Rest is what a page says beside body, title, date and authors.
type Rest struct{ Subtitle, Section, Agency, Language string }

// Load reads the pages of a set; half is a, b or "" for both.
func Load(folder, half string) ([]*Page, error) {
	in, err := os.Open(filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var pages []*Page
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			p := &Page{}
			if err := json.Unmarshal(line, &p.Gold); err != nil {
				return nil, fmt.Errorf("gold.jsonl:%d: %w", n, err)
			}
			if p.Address, err = url.Parse(p.URL); err != nil {
				return nil, fmt.Errorf("gold.jsonl:%d: %w", n, err)
			}
			if half == "" || half == HalfOf(p.Address.Host) {
				if err := p.Read(filepath.Join(folder, p.File)); err != nil {
					return nil, fmt.Errorf("reading %s: %w", p.File, err)
				}
				pages = append(pages, p)
			}
		}
		if errors.Is(err, io.EOF) {
			return pages, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// HalfOf puts all pages of a host into one half, so that a rule for a host
// cannot show its gain on both.
func HalfOf(host string) string {
	h := fnv.New32a()
	_, _ = io.WriteString(h, strings.TrimPrefix(strings.ToLower(host), "www."))
	if h.Sum32()>>16&1 == 0 {
		return "a"
	}
	return "b"
}

// Read fills a page from a packed file.
func (p *Page) Read(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p.At = info.ModTime()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	p.Raw = raw
	p.Body, err = AsUTF8(raw)
	return err
}

// AsUTF8 is the page as it is judged: what is valid UTF-8 is that, whatever is
// declared; the rest is what the document says.
func AsUTF8(raw []byte) ([]byte, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return raw, nil
	}
	e, _, _ := charset.DetermineEncoding(raw, "text/html")
	out, _, err := transform.Bytes(e.NewDecoder(), raw)
	return bytes.ToValidUTF8(out, []byte("\ufffd")), err
}
