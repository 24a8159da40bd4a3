// Package kiosk is a newspaper stand on loopback: outlets that behave like the
// real platforms (feeds, sitemaps, REST lists, section pages, article pages,
// video and post services) under names of their own in kiosk.test. Their texts
// were written for it and stand as files beside the code; an accident of real
// life is a line in such a file.
//
// It imports no room of the house. Tests and the demo open it; nothing else may.
package kiosk

import (
	"context"
	"crypto/tls"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"sort"
	"strings"
	"sync/atomic"
	"time"
)

// Options says how a stand is opened.
type Options struct {
	Now func() time.Time // by which relative dates are written; nil stands still at Morning
}

// Stand is an open stand. It is safe for use by many goroutines.
type Stand struct {
	now       func() time.Time
	server    *http.Server
	listener  net.Listener
	ca        []byte
	round     atomic.Int32
	items     []*item
	outlets   []*outlet
	templates *template.Template
	pages     map[string]*item // host and path, every address that leads to an item
	hosts     map[string][]*outlet
}

// Morning is the moment at which the first round finds the stand: the day after
// the event, before most of that day's papers are out.
func Morning() time.Time { return time.Date(2022, 11, 4, 9, 0, 0, 0, casablanca) }

// casablanca is the wall clock of the outlets in those weeks.
var casablanca = time.FixedZone("+01", 3600)

// edited is when the articles that change between the rounds were changed.
var edited = Morning().Add(3 * time.Hour)

// Open opens a stand on a free port of 127.0.0.1, in its first round.
func Open(o Options) (*Stand, error) {
	s := &Stand{now: o.Now, pages: map[string]*item{}, hosts: map[string][]*outlet{}}
	if s.now == nil {
		s.now = Morning
	}
	s.round.Store(1)
	var err error
	if s.items, err = readItems(); err != nil {
		return nil, fmt.Errorf("reading the stand's texts: %w", err)
	}
	if err = s.lay(); err != nil {
		return nil, fmt.Errorf("laying out the stand: %w", err)
	}
	if s.templates, err = readTemplates(); err != nil {
		return nil, fmt.Errorf("reading the stand's pages: %w", err)
	}
	config, ca, err := certificates()
	if err != nil {
		return nil, fmt.Errorf("making the stand's certificates: %w", err)
	}
	s.ca = ca
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("opening the stand: %w", err)
	}
	s.server = &http.Server{
		Handler: s, TLSConfig: config, ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: log.New(io.Discard, "", 0),
	}
	// A stand whose listener breaks answers nobody, and its visitors say so.
	go s.server.Serve(tls.NewListener(s.listener, config))
	return s, nil
}

// lay puts every item on the shelf of its outlet.
func (s *Stand) lay() error {
	s.outlets = outlets()
	shelf := map[string]*outlet{}
	for _, o := range s.outlets {
		shelf[o.folder] = o
		s.hosts[o.host] = append(s.hosts[o.host], o)
	}
	for _, i := range s.items {
		o := shelf[i.folder]
		if o == nil {
			return fmt.Errorf("no outlet for the folder %s", i.folder)
		}
		i.outlet = o
		o.items = append(o.items, i)
		i.path = o.address(i)
		s.pages[o.host+i.path] = i
		for _, other := range i.otherPaths() {
			s.pages[o.host+other] = i
		}
	}
	for _, o := range s.outlets {
		sort.SliceStable(o.items, func(a, b int) bool { return o.items[a].published.After(o.items[b].published) })
	}
	return nil
}

// Close closes the stand and every connection to it.
func (s *Stand) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.server.Shutdown(ctx); err != nil {
		return s.server.Close()
	}
	return nil
}

// CA returns the certificate, as PEM, by which the outlets are trusted.
func (s *Stand) CA() []byte { return s.ca }

// ConnectTo maps each outlet's host and port to the stand's own address.
func (s *Stand) ConnectTo() map[string]string {
	m := map[string]string{}
	for host := range s.hosts {
		m[host+":443"] = s.listener.Addr().String()
	}
	m[publishX+":443"] = s.listener.Addr().String()
	return m
}

// NextRound lets some hours pass: new articles are out, some were edited, and
// who was overloaded is well again.
func (s *Stand) NextRound() { s.round.Store(2) }

// Expected returns the addresses of the items that answer the event, in order.
func (s *Stand) Expected() []string {
	var all []string
	for _, i := range s.items {
		if i.event {
			all = append(all, i.url())
		}
	}
	sort.Strings(all)
	return all
}

// LeftOut returns the addresses that give no article, each with the reason that
// sada has for it.
func (s *Stand) LeftOut() map[string]string {
	all := map[string]string{}
	for _, i := range s.items {
		if why := leftOut[i.accident]; why != "" {
			all[i.url()] = why
		}
	}
	return all
}

var leftOut = map[string]string{"soft-404": "soft-404", "script-empty": "script", "robots-closed": "robots"}

// Query is the query of the event that the stand writes about.
const Query = `"الحكومة المنفتحة" OR "حكومة منفتحة" OR "gouvernement ouvert" OR (OGP NEAR/10 (Maroc OR Marrakech))`

// Settings returns a settings file for the stand, to lie in folder beside
// ca.pem, which must hold CA.
func (s *Stand) Settings(folder string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "archive: ./sada-data\nuser_agent: sada\ncontact: presse@kiosk.test\ntimezone: Africa/Casablanca\n")
	fmt.Fprintf(&b, "network:\n  delay: 50ms\n  parallel: 8\n  ca_file: %q\n  connect_to:\n", filepath.Join(folder, "ca.pem"))
	to := s.ConnectTo()
	var hosts []string
	for h := range to {
		hosts = append(hosts, h)
	}
	sort.Strings(hosts)
	for _, h := range hosts {
		fmt.Fprintf(&b, "    %q: %q\n", h, to[h])
	}
	b.WriteString("sources:\n")
	for _, o := range s.outlets {
		o.settings(&b)
	}
	fmt.Fprintf(&b, "events:\n  - id: ogp-marrakech-2022\n    title: {ar: لقاء مراكش للحكومة المنفتحة, fr: Rencontre de Marrakech sur le gouvernement ouvert}\n")
	fmt.Fprintf(&b, "    from: 2022-10-25\n    until: 2022-11-10\n    query: '%s'\n    sources: [all]\n", Query)
	return []byte(b.String())
}
