package address

import (
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// shared are registrable domains under which many publish that have nothing to
// do with one another, and those that sell or park names. An outlet that is sent
// there has not moved there as a whole, or is gone.
var shared = domains(`
	blogspot.com wordpress.com medium.com tumblr.com substack.com ghost.io over-blog.com canalblog.com wixsite.com weebly.com squarespace.com
	hautetfort.com skyrock.com maktoobblog.com jeeran.com livejournal.com typepad.com webnode.com jimdo.com sites.google.com
	facebook.com fb.com fb.me instagram.com threads.net twitter.com x.com t.me telegram.org telegram.me youtube.com youtu.be tiktok.com
	linkedin.com whatsapp.com pinterest.com dailymotion.com vimeo.com soundcloud.com spotify.com linktr.ee reddit.com
	google.com goo.gl bit.ly t.co ow.ly tinyurl.com lnkd.in buff.ly feedburner.com feedly.com flipboard.com yahoo.com msn.com bing.com apple.com apple.news
	archive.org archive.ph webcache.googleusercontent.com cloudflare.com
	sedo.com sedoparking.com parkingcrew.net parkingcrew.com bodis.com above.com hugedomains.com dan.com afternic.com undeveloped.com
	parklogic.com skenzo.com domainmarket.com buydomains.com namejet.com snapnames.com dropcatch.com domainnamesales.com uniregistry.com
	efty.com sav.com brandbucket.com atom.com squadhelp.com dynadot.com namecheap.com godaddy.com cashparking.com smartname.com
	voodoo.com trafficz.com fabulous.com dsparking.com epik.com porkbun.com ovh.com ionos.com gandi.net
`)

func domains(list string) map[string]bool {
	all := map[string]bool{}
	for _, d := range strings.Fields(list) {
		all[d] = true
	}
	return all
}

// Shared reports whether an address lies on a host that many share, or with one
// who parks or sells names: by a list, and by the private part of the public
// suffix list, where each name below is another's.
func Shared(u string) bool {
	host := name(Host(u))
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	if suffix, icann := publicsuffix.PublicSuffix(host); !icann && strings.Contains(suffix, ".") {
		return true
	}
	return shared[host] || shared[site(host)]
}
