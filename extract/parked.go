package extract

import (
	"bytes"
	"regexp"

	"sada"
)

var (
	// parkers are the services whose addresses a page holds that stands where
	// a name is parked or for sale.
	parkers = regexp.MustCompile(`(?i)//[a-z0-9.-]*\b(?:sedoparking|parkingcrew|bodis|parklogic|hugedomains|afternic|undeveloped|domainmarket|skenzo|dsparking|cashparking|d38psrni17bvxu\.cloudfront)\b`)
	forSale = regexp.MustCompile(`(?i)(?:this|the|buy this|your) domain (?:name )?(?:is|may be|might be) (?:for sale|available|parked|expired)|buy this domain|domain (?:name )?(?:is )?for sale|` +
		`domain has expired|is for sale</|(?:nom de domaine|ce domaine)[^<]{0,60}(?:à vendre|expiré|en vente)|(?:النطاق|الدومين)[^<]{0,60}(?:للبيع|منتهي|محجوز)|dominio en venta`)
)

// parkedLen bounds the page on which words alone tell that a name is for sale,
// in bytes: the front of an outlet is longer and may write about such sales.
const parkedLen = 16 << 10

// Parked reports whether a page stands where a name is parked or for sale.
func Parked(p *sada.Page) bool {
	head := p.Body[:min(len(p.Body), maxProlog)]
	if parkers.Match(head) {
		return true
	}
	return len(p.Body) <= parkedLen && !bytes.Contains(bytes.ToLower(head), []byte("<article")) && forSale.Match(head)
}
