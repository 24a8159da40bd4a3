package crawler

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"

	"sada"
)

func TestGuardRefusesEveryAddressThatIsNotPublic(t *testing.T) {
	g, err := newGuard(Options{})
	if err != nil {
		t.Fatal(err)
	}
	refused := strings.Fields(`127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
		100.100.100.200 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 240.0.0.1 255.255.255.255
		224.0.0.1 168.63.129.16 ::1 :: ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::a00:1
		2002:7f00:1:: fe80::1 fe80::1%lo fc00::1 fd00:ec2::254 fec0::1 ff02::1 2001::1 2001:db8::1 100::1 5f00::1 3fff::1`)
	for _, s := range refused {
		if err := g.checkDial(net.JoinHostPort(s, "443")); err == nil {
			t.Errorf("%s may be dialled", s)
		}
	}
	for _, s := range []string{"93.184.216.34", "2606:2800:220:1::1", "172.32.0.1", "100.128.0.1"} {
		if err := g.checkDial(net.JoinHostPort(s, "80")); err != nil {
			t.Errorf("%s is refused: %v", s, err)
		}
	}
	for _, port := range []string{"22", "25", "6379", "8080", "0"} {
		if err := g.checkDial("93.184.216.34:" + port); err == nil {
			t.Errorf("port %s may be dialled", port)
		}
	}
}

func TestAllowPrivateNeverOpensMetadataServices(t *testing.T) {
	g, _ := newGuard(Options{AllowPrivate: true})
	for _, s := range []string{"169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254", "0.0.0.0", "224.0.0.1"} {
		if g.checkIP(netip.MustParseAddr(s)) == nil {
			t.Errorf("%s may be dialled", s)
		}
	}
	for _, s := range []string{"127.0.0.1", "10.1.2.3", "::1", "fd00::1"} {
		if err := g.checkIP(netip.MustParseAddr(s)); err != nil {
			t.Errorf("%s is refused: %v", s, err)
		}
	}
}

// spellings are ways in which browsers let loopback be written.
var spellings = strings.Fields(`127.0.0.1 localhost LOCALHOST localhost. 127.1 127.0.1 0 0.0.0.0 2130706433 0x7f000001 0x7f.0.0.1
	0177.0.0.1 017700000001 127.000.000.001 [::] [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] ①②⑦.⓪.⓪.① 127。0。0。1 [::127.0.0.1]
	user@127.0.0.1 127.0.0.1%2f 127.127.127.127 [::1%25lo]`)

func TestNoSpellingOfLoopbackIsConnectedTo(t *testing.T) {
	reached := 0
	s := newServer(t, nil)
	s.count = &reached
	u, _ := url.Parse(s.URL)
	port := mustInt(t, u.Port())
	c := newCrawler(t, Options{AllowPorts: []int{port}})
	for _, host := range spellings {
		_, err := c.Visit().Fetch(context.Background(), Request{URL: "http://" + host + ":" + u.Port() + "/"})
		if err == nil {
			t.Errorf("%s was read", host)
		}
		if r := reasonIn(err); r != sada.ReasonAddress {
			t.Errorf("%s: %v, want blocked-address", host, err)
		}
	}
	if reached != 0 {
		t.Errorf("%d requests reached loopback", reached)
	}
}

// TestGuardHoldsTheListOfForbiddenAddresses reads the list where it is at hand.
func TestGuardHoldsTheListOfForbiddenAddresses(t *testing.T) {
	data, err := os.ReadFile("../../shared/corpus/ssrf/addresses.txt")
	if err != nil {
		t.Skip("the list of addresses is not here")
	}
	g, _ := newGuard(Options{})
	c := newCrawler(t, Options{})
	n := 0
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		got := "allow"
		switch f[0] {
		case "address":
			if g.checkIP(netip.MustParseAddr(f[1])) != nil {
				got = "refuse"
			}
		case "spelling":
			if _, err := c.Visit().Fetch(context.Background(), Request{URL: "http://" + f[1] + "/"}); err != nil {
				got = "refuse"
			}
		}
		if got != f[2] {
			t.Errorf("%s %s: %s, want %s", f[0], f[1], got, f[2])
		}
	}
	t.Logf("%d addresses and spellings", n)
}

func TestConnectToIsExemptForThatHostAndPortOnly(t *testing.T) {
	s := newServer(t, nil)
	at := strings.TrimPrefix(s.URL, "http://")
	c := newCrawler(t, Options{ConnectTo: map[string]string{"outlet.test:80": at}})
	page, err := c.Visit().Fetch(context.Background(), Request{URL: "http://outlet.test/a"})
	if err != nil || page.Capture.Remote != at {
		t.Fatalf("Fetch: %v, %+v", err, page)
	}
	for _, u := range []string{s.URL + "/", "http://outlet.test:8080/", "http://127.0.0.1/"} {
		if _, err := c.Visit().Fetch(context.Background(), Request{URL: u}); reasonIn(err) != sada.ReasonAddress {
			t.Errorf("%s: %v, want blocked-address", u, err)
		}
	}
}

func TestProxyOfTheEnvironmentIsIgnored(t *testing.T) {
	used := 0
	proxy := newServer(t, nil)
	proxy.count = &used
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	t.Setenv("COLLY_USER_AGENT", "someone else")
	s := newServer(t, nil)
	c := newCrawler(t, Options{ConnectTo: map[string]string{"outlet.test:80": strings.TrimPrefix(s.URL, "http://")}, UserAgent: "sada/test (presse@example.org)"})
	page, err := c.Visit().Fetch(context.Background(), Request{URL: "http://outlet.test/"})
	if err != nil {
		t.Fatal(err)
	}
	if used != 0 {
		t.Error("the proxy of the environment was used")
	}
	if got := page.Capture.RequestHeader.Get("User-Agent"); got != "sada/test (presse@example.org)" {
		t.Errorf("User-Agent %q", got)
	}
}

func TestProxyOfTheOptionsIsUsed(t *testing.T) {
	used := 0
	proxy := newServer(t, nil)
	proxy.count = &used
	c := newCrawler(t, Options{Proxy: proxy.URL})
	if _, err := c.Visit().Fetch(context.Background(), Request{URL: "http://93.184.216.34/a"}); err != nil || used != 2 {
		t.Errorf("Fetch by proxy: %v, %d requests; want robots.txt and the page", err, used)
	}
	if _, err := c.Visit().Fetch(context.Background(), Request{URL: "http://10.0.0.1/a"}); reasonIn(err) != sada.ReasonAddress {
		t.Errorf("private address by proxy: %v", err)
	}
}
