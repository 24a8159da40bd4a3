package main

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"sada/internal/match"
)

// blind are cases and typed queries that were written before the rules they
// ask for, and that no rule is to be mended by. The second set was written
// after the rules of the first.
//
//go:embed blind
var blind embed.FS

// blindSets names the sets with the end of their files' names.
var blindSets = []struct{ name, end string }{{"blind", ""}, {"blind 2", "2"}, {"blind 3", "3"}}

// eachBlind hands over the lines of an embedded file.
func eachBlind(name string, each func(line []byte) error) error {
	raw, err := blind.ReadFile("blind/" + name)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		if err := each(lines.Bytes()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return lines.Err()
}

func blindPairs(name, end string) ([]pair, error) {
	var out []pair
	err := eachBlind("match"+end+".jsonl", func(line []byte) error {
		var c struct {
			Query, Title, Text string
			Expect             bool
		}
		err := json.Unmarshal(line, &c)
		out = append(out, pair{name, c.Query, written(c.Title, c.Text), c.Expect})
		return err
	})
	return out, err
}

// What is to become of a query as it was typed.
const (
	refused = "refuse" // it is no query of ours
	told    = "told"   // refused, or read with advice what to write
	read    = "read"   // read without advice
)

// became says what becomes of a typed query.
func became(typed string) string {
	q, err := match.Parse(typed, nil)
	if err != nil || len(match.Foreign(typed)) > 0 {
		return refused
	}
	for _, w := range q.Warnings() {
		if strings.HasPrefix(w.Instead, "write ") || strings.Contains(w.What, "common") {
			return told
		}
	}
	return read
}

// scoreTyped counts the typed queries of a set that meet what they should.
func scoreTyped(out io.Writer, name, end string) error {
	right, all := map[string]int{}, map[string]int{}
	err := eachBlind("typed"+end+".jsonl", func(line []byte) error {
		var c struct{ Typed, Want string }
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		all[c.Want]++
		if got := became(c.Typed); got == c.Want || c.Want == told && got == refused {
			right[c.Want]++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "\n| typed queries, %s | right | of |\n| --- | --- | --- |\n", name); err != nil {
		return err
	}
	for _, want := range []string{refused, told, read} {
		if _, err := fmt.Fprintf(out, "| %s | %d | %d |\n", want, right[want], all[want]); err != nil {
			return err
		}
	}
	return nil
}
