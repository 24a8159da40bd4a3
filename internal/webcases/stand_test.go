package webcases

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// ask is one request that came in, and how it was answered.
type ask struct {
	visit        int // from 1
	n            int // how often this address was asked, from 1
	scheme, host string
	path         string // with its query
	header       http.Header
	at           time.Time // by the clock of the case
	status       int
}

// query gives a parameter of the address.
func (a *ask) query(name string) string {
	_, raw, _ := strings.Cut(a.path, "?")
	values, _ := url.ParseQuery(raw) // what cannot be read is not there
	return values.Get(name)
}

// answer is what a stand says to a request.
type answer interface{ answer(*ask) reply }

// reply is an answer by its parts, or raw: the bytes that go over the wire. The
// zero reply is a page that is not there.
type reply struct {
	status int
	header [][2]string
	body   string
	raw    string
}

func (r reply) answer(*ask) reply { return r }

// with adds a header.
func (r reply) with(name, value string) reply {
	r.header = append(append([][2]string(nil), r.header...), [2]string{name, value})
	return r
}

// does answers by a function; nil is a page that is not there.
type does func(*ask) answer

func (f does) answer(a *ask) reply {
	if got := f(a); got != nil {
		return got.answer(a)
	}
	return reply{}
}

// inTurn answers by the number of the visit; the last one stays.
type inTurn []answer

func (v inTurn) answer(a *ask) reply {
	if got := v[min(a.visit, len(v))-1]; got != nil {
		return got.answer(a)
	}
	return reply{}
}

// site answers by address: "host/path", "/path", "host/" + "*" for all of a host
// and "*" for all the rest, in this order. robots.txt opens everything unless
// the site has one.
type site map[string]answer

func (s site) answer(a *ask) reply {
	for _, at := range []string{a.scheme + "://" + a.host + a.path, a.host + a.path, a.path, a.host + "/*"} {
		if got := s[at]; got != nil {
			return got.answer(a)
		}
	}
	if a.path == "/robots.txt" {
		return text("User-agent: *\nDisallow:\n")
	}
	if rest := s["*"]; rest != nil {
		return rest.answer(a)
	}
	return reply{}
}

// plus returns the site with the answers of another above its own.
func (s site) plus(other site) site {
	all := site{}
	for _, m := range []site{s, other} {
		for at, a := range m {
			all[at] = a
		}
	}
	return all
}

// usual lists the hosts that every stand answers to.
func usual() []string {
	return []string{
		"journal.test", "www.journal.test", "m.journal.test", "amp.journal.test", "fr.journal.test", "ar.journal.test",
		"feeds.journal.test", "consent.journal.test", "autre.test", "www.autre.test", "cdn.test", "xn--ogbfjh9j.test",
	}
}

// stand is a server on loopback, plain and TLS, under many names.
type stand struct {
	answer     answer
	clock      *hands
	hosts      []string
	plain, tls string // addresses
	authority  []byte // PEM

	mu    sync.Mutex
	visit int
	asks  []*ask
	count map[string]int
}

func newStand(t *testing.T, a answer, clock *hands, hosts []string) *stand {
	t.Helper()
	ca, err := theAuthority()
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{answer: a, clock: clock, hosts: slices.Concat(usual(), hosts), authority: ca.pem(), visit: 1, count: map[string]int{}}
	config := &tls.Config{GetCertificate: ca.sign, NextProtos: []string{"http/1.1"}}
	s.plain, s.tls = s.listen(t, "http", nil), s.listen(t, "https", config)
	return s
}

func (s *stand) connect() map[string]string {
	to := map[string]string{}
	for _, h := range s.hosts {
		to[h+":443"], to[h+":80"] = s.tls, s.plain
	}
	return to
}

func (s *stand) turn(visit int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.visit = visit
}

func (s *stand) took() []*ask {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asks
}

func (s *stand) listen(t *testing.T, scheme string, config *tls.Config) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if config != nil {
				conn = tls.Server(conn, config)
			}
			go s.serve(conn, scheme)
		}
	}()
	return l.Addr().String()
}

// serve answers one request and closes: what a case writes stands on the wire
// as it is, with nothing of net/http around it.
func (s *stand) serve(conn net.Conn, scheme string) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	r, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	a := &ask{scheme: scheme, host: r.Host, path: r.RequestURI, header: r.Header, at: s.clock.now()}
	s.mu.Lock()
	a.visit = s.visit
	s.count[scheme+a.host+a.path]++
	a.n = s.count[scheme+a.host+a.path]
	s.asks = append(s.asks, a)
	s.mu.Unlock()
	wire, status := s.answer.answer(a).wire()
	s.mu.Lock()
	a.status = status
	s.mu.Unlock()
	_, _ = conn.Write([]byte(wire))
}

// wire is the reply as bytes, and its status.
func (r reply) wire() (string, int) {
	if r.raw != "" {
		status := 0
		if f := strings.Fields(r.raw); len(f) > 1 {
			status, _ = strconv.Atoi(f[1])
		}
		return r.raw, status
	}
	if r.status == 0 {
		r = reply{status: 404, body: "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"}
	}
	set := map[string]bool{}
	for _, h := range r.header {
		set[http.CanonicalHeaderKey(h[0])] = true
	}
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", r.status, http.StatusText(r.status))
	for _, h := range r.header {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	if !set["Content-Type"] {
		b.WriteString("Content-Type: text/html; charset=utf-8\r\n")
	}
	if !set["Content-Length"] && !set["Transfer-Encoding"] && r.status != http.StatusNotModified {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(r.body))
	}
	b.WriteString("Connection: close\r\n\r\n" + r.body)
	return b.String(), r.status
}

// authority signs a certificate for whatever name is asked for, good for any
// year that a case may pretend it is.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

// theAuthority is made once, because keys cost time.
var theAuthority = sync.OnceValues(newAuthority)

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := certificate(1, "authority of the cases")
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(raw)
	return &authority{key, cert}, err
}

func certificate(serial int64, name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2046, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

func (a *authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

func (a *authority) sign(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	leaf := certificate(2, hello.ServerName)
	leaf.DNSNames = []string{hello.ServerName}
	raw, err := x509.CreateCertificate(rand.Reader, leaf, a.cert, &a.key.PublicKey, a.key)
	return &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: a.key}, err
}
