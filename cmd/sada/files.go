package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// pageLimit is the largest saved page that is read, in bytes, decoded.
const pageLimit = 20 << 20

// saved is one saved page on disk, or standard input.
type saved struct {
	name string // as given, or relative to the folder that was given
	path string // "-" for standard input
	url  string // from the list of addresses, "" when it has none
	at   time.Time
}

// gather lists the files behind the arguments, folders walked, in the order of
// their names. In a folder what is hidden and what is no page is passed over.
func gather(args []string, urls *addresses) ([]saved, error) {
	var all []saved
	for _, arg := range args {
		if arg == "-" {
			all = append(all, saved{name: "-", path: "-"})
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", arg, cause(err))
		}
		if !info.IsDir() {
			all = append(all, urls.saved(arg, arg, info))
			continue
		}
		found, err := walk(arg, urls)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func walk(root string, urls *addresses) ([]saved, error) {
	var found []saved
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, cause(err))
		}
		if strings.HasPrefix(d.Name(), ".") && path != root {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || !pageName(d.Name()) {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, cause(err))
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			name = path
		}
		found = append(found, urls.saved(filepath.ToSlash(name), path, info))
		return nil
	})
	sort.SliceStable(found, func(i, j int) bool { return found[i].name < found[j].name })
	return found, err
}

// pageName reports whether a file of a folder may be a page.
func pageName(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	switch filepath.Ext(name) {
	case ".tsv", ".csv", ".md", ".txt", ".jsonl", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".css", ".js", ".woff", ".woff2", ".svg", ".ico", ".pdf", ".zip":
		return false
	}
	return true
}

// cause drops the path that an fs.PathError repeats.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// read returns the bytes of a saved page, unpacked when it is a gzip file.
func (s saved) read(in io.Reader) ([]byte, error) {
	if s.path == "-" {
		return limited(in, 0)
	}
	f, err := os.Open(s.path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", s.name, cause(err))
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	body, err := limited(f, size)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", s.name, cause(err))
	}
	return body, nil
}

// limited reads a page of about so many bytes, unpacked when it is a gzip file.
func limited(r io.Reader, size int64) ([]byte, error) {
	b := bufio.NewReader(r)
	if magic, _ := b.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("unpacking: %w", err)
		}
		defer z.Close()
		r, size = z, 5*size
	} else {
		r = b
	}
	var body bytes.Buffer
	body.Grow(int(min(size, pageLimit)) + bytes.MinRead)
	if _, err := body.ReadFrom(io.LimitReader(r, pageLimit+1)); err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	if body.Len() > pageLimit {
		return nil, fmt.Errorf("larger than %d MB, no page of a newspaper", pageLimit>>20)
	}
	return body.Bytes(), nil
}

// addresses is a list of file names and their addresses (--urls).
type addresses struct {
	folder string
	byName map[string]string
}

// readAddresses reads a TSV of two columns, file name and address.
func readAddresses(path string) (*addresses, error) {
	a := &addresses{byName: map[string]string{}}
	if path == "" {
		return a, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, cause(err))
	}
	a.folder = filepath.Dir(path)
	for i, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, url, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no tab; write file name, tab, address", path, i+1)
		}
		url, _, _ = strings.Cut(url, "\t")
		a.byName[filepath.Clean(strings.TrimSpace(name))] = strings.TrimSpace(url)
	}
	return a, nil
}

// saved is the file with its address: looked up by the name as given, relative
// to the list, then by the bare file name.
func (a *addresses) saved(name, path string, info fs.FileInfo) saved {
	s := saved{name: name, path: path, at: info.ModTime()}
	names := []string{filepath.Clean(name), filepath.Clean(path)}
	if a.folder != "" {
		if rel, err := filepath.Rel(a.folder, path); err == nil {
			names = append(names, rel)
		}
	}
	names = append(names, filepath.Base(path))
	for _, n := range names {
		if u, ok := a.byName[n]; ok {
			s.url = u
			return s
		}
		if u, ok := a.byName[strings.TrimSuffix(n, ".gz")]; ok {
			s.url = u
			return s
		}
	}
	return s
}

// isAddress reports whether an argument is an address and no file.
func isAddress(arg string) bool {
	return strings.HasPrefix(arg, "https://") || strings.HasPrefix(arg, "http://")
}

// moment reads --at: RFC 3339, or a wall-clock time or a day in zone.
func moment(s string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, exit{exitUsage, fmt.Errorf("%q is no time; write 2022-11-03T14:30:00+01:00, 2022-11-03T14:30 or 2022-11-03", s)}
}
