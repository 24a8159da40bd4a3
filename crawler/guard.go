package crawler

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Address ranges by the IANA registries of special-purpose addresses.
var (
	// Private ranges are opened by allow_private.
	private = prefixes("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7")
	// Metadata services of clouds are never opened: they hand out keys.
	metadata = prefixes("169.254.169.254/32", "168.63.129.16/32", "100.100.100.200/32", "fd00:ec2::254/128")
	special  = prefixes(
		"0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	)
	// Of IPv6 only this range is given out to the public.
	global6 = netip.MustParsePrefix("2000::/3")
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

func within(list []netip.Prefix, ip netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// blocked is the error for an address, port or scheme that is not dialled.
type blocked struct{ what string }

func (b *blocked) Error() string { return b.what }

// guard decides what may be dialled. It looks at the address that is dialled,
// after names were resolved, so that no spelling and no change of a name between
// check and use gets around it.
type guard struct {
	private   bool
	ports     []int
	connectTo map[string]string
	proxy     *url.URL
	proxyAddr string
	free      net.Dialer
	watched   net.Dialer
}

func newGuard(o Options) (*guard, error) {
	g := &guard{private: o.AllowPrivate, ports: o.AllowPorts, connectTo: map[string]string{}}
	if len(g.ports) == 0 {
		g.ports = []int{80, 443}
	}
	for from, to := range o.ConnectTo {
		if _, _, err := net.SplitHostPort(from); err != nil {
			return nil, fmt.Errorf("connect_to %q is no host:port", from)
		}
		if _, _, err := net.SplitHostPort(to); err != nil {
			return nil, fmt.Errorf("connect_to %q leads to %q, which is no address:port", from, to)
		}
		g.connectTo[strings.ToLower(from)] = to
	}
	var err error
	if g.proxy, g.proxyAddr, err = proxyAddress(o.Proxy); err != nil {
		return nil, err
	}
	g.free = net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	g.watched = g.free
	g.watched.Control = func(_, addr string, _ syscall.RawConn) error { return g.checkDial(addr) }
	return g, nil
}

// dial connects to addr, the host:port of a request or of the proxy.
func (g *guard) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if to, ok := g.connectTo[strings.ToLower(addr)]; ok {
		return g.free.DialContext(ctx, network, to)
	}
	if g.proxy != nil && addr == g.proxyAddr {
		return g.free.DialContext(ctx, network, addr)
	}
	return g.watched.DialContext(ctx, network, addr)
}

// checkDial is asked with the numbers that are about to be dialled.
func (g *guard) checkDial(addr string) error {
	ap, err := netip.ParseAddrPort(addr)
	if err != nil {
		return &blocked{"address that cannot be read"}
	}
	if err := g.checkPort(int(ap.Port())); err != nil {
		return err
	}
	return g.checkIP(ap.Addr())
}

func (g *guard) checkPort(port int) error {
	if !slices.Contains(g.ports, port) {
		return &blocked{fmt.Sprintf("port %d is not allowed", port)}
	}
	return nil
}

func (g *guard) checkIP(ip netip.Addr) error {
	ip = ip.WithZone("").Unmap()
	switch {
	case within(metadata, ip):
		return &blocked{fmt.Sprintf("address %s is a metadata service", ip)}
	case within(private, ip):
		if g.private {
			return nil
		}
		return &blocked{fmt.Sprintf("address %s is private", ip)}
	case within(special, ip), ip.Is6() && !global6.Contains(ip):
		return &blocked{fmt.Sprintf("address %s is not public", ip)}
	}
	return nil
}

// check looks at an address before anything is asked of its host.
func (g *guard) check(ctx context.Context, u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return &blocked{fmt.Sprintf("scheme %q is neither http nor https", u.Scheme)}
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if _, exempt := g.connectTo[net.JoinHostPort(strings.ToLower(u.Hostname()), port)]; exempt {
		return nil
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return &blocked{"port that cannot be read"}
	}
	if err := g.checkPort(n); err != nil {
		return err
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		return g.checkIP(ip)
	}
	if n := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."); !g.private && (n == "localhost" || strings.HasSuffix(n, ".localhost")) {
		return &blocked{"localhost is this machine"} // RFC 6761, 6.3
	}
	if g.proxy == nil {
		return nil
	}
	// The proxy dials for us; what the name means here is the best we know.
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if err != nil {
		return nil
	}
	for _, ip := range found {
		if err := g.checkIP(ip); err != nil {
			return err
		}
	}
	return nil
}

// proxyFor sends everything through the proxy save what connect_to names.
func (g *guard) proxyFor(r *http.Request) (*url.URL, error) {
	if g.proxy == nil {
		return nil, nil
	}
	port := r.URL.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[r.URL.Scheme]
	}
	if _, exempt := g.connectTo[net.JoinHostPort(strings.ToLower(r.URL.Hostname()), port)]; exempt {
		return nil, nil
	}
	return g.proxy, nil
}
