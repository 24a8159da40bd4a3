package config

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"sada"
	"sada/internal/address"
)

func (r *reader) network(c *Config, n ast.Node) {
	f := r.fields(n, "network", "delay", "parallel", "allow_private", "allow_ports", "connect_to", "ca_file", "proxy")
	w := &c.Network
	r.duration(f["delay"], "network: delay", &w.Delay, 0, day)
	r.number(f["parallel"], "network: parallel", &w.Parallel, 1, 256)
	r.boolean(f["allow_private"], "network: allow_private", &w.AllowPrivate)
	if ports := r.list(f["allow_ports"], "network: allow_ports"); ports != nil {
		w.AllowPorts = nil
		for _, p := range ports {
			port := 0
			r.number(p, "network: allow_ports", &port, 1, 65535)
			w.AllowPorts = append(w.AllowPorts, port)
		}
	}
	pairs, ok := r.pairs(f["connect_to"])
	if !ok {
		r.wrong(f["connect_to"], `write "fr.le360.ma:443": "127.0.0.1:8443"`, "network: connect_to wants keys and values")
	}
	for _, p := range pairs {
		to, _ := r.scalar(p.value, "network: connect_to")
		if host, port, err := net.SplitHostPort(p.key); err != nil || host == "" || !portNumber(port) {
			r.wrong(p.at, `write "fr.le360.ma:443"`, "network: connect_to: %q is no host with its port", p.key)
			continue
		}
		if a, err := netip.ParseAddrPort(to); err != nil || a.Port() == 0 {
			r.wrong(p.value, `write "127.0.0.1:8443"`, "network: connect_to: %q is no address with its port", to)
			continue
		}
		w.ConnectTo[strings.ToLower(p.key)] = to
	}
	r.text(f["ca_file"], "network: ca_file", &w.CAFile)
	if w.CAFile != "" {
		written := w.CAFile
		w.CAFile = besides(c.Path, written)
		r.file(f["ca_file"], "network: ca_file", written, w.CAFile, "a PEM file")
	}
	r.text(f["proxy"], "network: proxy", &w.Proxy)
	if w.Proxy != "" {
		if u, err := url.Parse(w.Proxy); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
			r.wrong(f["proxy"], "write http://proxy.example:3128", "network: proxy: %q is no address of a proxy", w.Proxy)
		}
	}
}

func portNumber(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0 && n < 65536
}

func (r *reader) number(n ast.Node, what string, into *int, least, most int) {
	if n == nil {
		return
	}
	s, ok := r.scalar(n, what)
	if !ok {
		return
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < least || v > most {
		r.wrong(n, "write a number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most), "%s: %q is none", what, s)
		return
	}
	*into = v
}

func (r *reader) boolean(n ast.Node, what string, into *bool) {
	if n == nil {
		return
	}
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.wrong(n, "write true or false", "%s: %q is neither", what, n.GetToken().Value)
		return
	}
	*into = b.Value
}

// NeedContact returns a sada.Problem when an outlet that is not brought to this
// machine by connect_to would be visited without a real contact. ids names the
// sources that are to be visited; nil stands for all.
func (c *Config) NeedContact(ids []string) error {
	if c.Contact != "" && !placeholder(c.Contact) {
		return nil
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	for i := range c.Sources {
		s := &c.Sources[i]
		if len(ids) > 0 && !wanted[s.ID] || c.local(s) {
			continue
		}
		what := "contact is not set"
		if c.Contact != "" {
			what = "contact " + c.Contact + " is a placeholder"
		}
		return sada.Problem{Place: c.Path, What: what + ", and the outlets we visit are told it", Instead: "write the address at which they reach your office, like contact: presse@your-ministry.gov.ma"}
	}
	return nil
}

// placeholder reports whether a contact lies under a name kept for examples
// (RFC 2606, RFC 6761).
func placeholder(contact string) bool {
	host := strings.ToLower(contact)
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	} else if u, err := url.Parse(host); err == nil {
		host = u.Hostname()
	}
	for _, end := range []string{".example", ".invalid", ".localhost"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	for _, name := range []string{"example.org", "example.com", "example.net"} {
		if host == name || strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}

// local reports whether a source is reached on this machine only.
func (c *Config) local(s *sada.Source) bool {
	for _, u := range append([]string{s.Home}, endpointURLs(s)...) {
		host := address.Host(u)
		if !strings.Contains(host, ":") {
			port := ":443"
			if strings.HasPrefix(u, "http://") {
				port = ":80"
			}
			host += port
		}
		name, _, err := net.SplitHostPort(host)
		if err == nil {
			if ip, err := netip.ParseAddr(name); err == nil && ip.IsLoopback() {
				continue
			}
		}
		to, named := c.Network.ConnectTo[host]
		if !named {
			return false
		}
		if a, err := netip.ParseAddrPort(to); err != nil || !a.Addr().IsLoopback() {
			return false
		}
	}
	return true
}

func endpointURLs(s *sada.Source) []string {
	var out []string
	for _, e := range s.Endpoints {
		out = append(out, e.URL)
	}
	return out
}
