package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/dict"

	"sada"
)

var makeDictionary = flag.String("dictionary", "", "write a dictionary of made records to this file")

// The dictionary is part of the layout: records that were packed with it are read
// with no other. One that packs better is a second file under a number of its own:
//
//	go test ./store -run TheDictionary -dictionary FILE
func TestTheDictionaryIsTheOneThatRecordsWerePackedWith(t *testing.T) {
	const frozen = "30376bb6796e3a97dc9ab441777e21012ed54eb80810a092e2c8ab3c064afa51"
	if sum := sha256.Sum256(dictionary); hex.EncodeToString(sum[:]) != frozen {
		t.Errorf("the dictionary has another hash: %x", sum)
	}
	if *makeDictionary == "" {
		return
	}
	s := sampler{rand.New(rand.NewPCG(11, 12))}
	var samples [][]byte
	for range 700 {
		for _, record := range []any{s.card(), s.capture(), s.capture(), s.clipping(), s.waiting(), s.leftOut()} {
			raw, err := json.Marshal(record)
			if err != nil {
				t.Fatal(err)
			}
			samples = append(samples, raw)
		}
	}
	made, err := dict.BuildS2Dict(samples, dict.Options{MaxDictSize: 20 << 10, HashBytes: 6})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(*makeDictionary, made, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestPackedRecordsAreShort(t *testing.T) {
	s := sampler{rand.New(rand.NewPCG(21, 22))}
	for _, c := range []struct {
		name   string
		record func() any
		most   int // bytes, on average
	}{
		{"card", func() any { return s.card() }, 330},
		{"capture", func() any { return s.capture() }, 560},
		{"clipping", func() any { return s.clipping() }, 310},
	} {
		packed, plain := 0, 0
		for range 200 {
			r := c.record()
			raw, err := encode(r)
			if err != nil {
				t.Fatal(err)
			}
			body, err := recordBody(raw)
			if err != nil {
				t.Fatal(err)
			}
			if want, _ := json.Marshal(r); !bytes.Equal(body, want) {
				t.Fatalf("packed as %s, read as %s", want, body)
			}
			packed, plain = packed+len(raw), plain+len(body)
		}
		if packed/200 > c.most {
			t.Errorf("a %s of %d bytes takes %d packed, want at most %d", c.name, plain/200, packed/200, c.most)
		}
	}
}

// sampler makes records like those of outlets, no two the same.
type sampler struct{ *rand.Rand }

func (s sampler) pick(of ...string) string { return of[s.IntN(len(of))] }

func (s sampler) words(list string, n int, between string) string {
	all := strings.Fields(list)
	var out []string
	for range n {
		out = append(out, all[s.IntN(len(all))])
	}
	return strings.Join(out, between)
}

const (
	sampleFrench = "le la les de des du en au aux et pour sur dans avec par une un plus sans après avant contre entre Maroc projet loi budget conseil ville commune région gouvernement ministre ministère parlement réforme eau barrage routes santé école université élections syndicat grève marché prix emploi jeunes femmes agriculture pêche tourisme culture sport justice police sécurité énergie climat transport train port aéroport logement investissement entreprise banque croissance milliards millions dirhams coopération accord sommet visite rencontre nationale régionale ouverture lancement hausse baisse appel rapport débat"
	sampleArabic = "في من على إلى عن مع بين بعد قبل حول خلال هذا هذه التي الذي المغرب الحكومة الوزير الوزارة البرلمان المجلس الجماعة الجهة المدينة مشروع قانون الميزانية إصلاح الماء السدود الطرق الصحة المدرسة الجامعة الانتخابات النقابة إضراب السوق الأسعار التشغيل الشباب النساء الفلاحة الصيد السياحة الثقافة الرياضة العدالة الأمن الطاقة المناخ النقل القطار الميناء السكن الاستثمار المقاولة البنك النمو مليار مليون درهم التعاون اتفاق قمة زيارة لقاء وطنية جهوية افتتاح إطلاق ارتفاع انخفاض تقرير نقاش وطني جديدة الرباط مراكش"
)

func (s sampler) article() (address, title, language string) {
	host := s.pick("www.", "", "fr.", "ar.", "m.") + s.words("akhbar jarida presse info media watan sahra atlas rif journal maghreb aujourdhui alyaoum hebdo nouvelles press24 anbaa", 1, "") + s.pick(".ma", ".com", ".press.ma", ".net", ".info", ".org", ".co.ma", ".test")
	language = s.pick("ar", "ar", "fr")
	slug := strings.ToLower(s.words(sampleFrench, 5+s.IntN(7), "-"))
	title = s.words(sampleFrench, 6+s.IntN(8), " ")
	if language == "ar" {
		title = s.words(sampleArabic, 6+s.IntN(8), " ")
		if slug = fmt.Sprint(s.IntN(2000000)); s.IntN(2) == 0 {
			slug = strings.ToLower(url.PathEscape(s.words(sampleArabic, 5+s.IntN(6), "-")))
		}
	}
	day := s.day()
	path := s.pick("/", "/politique/", "/societe/", "/economie/", "/regions/", "/sport/", "/culture/", day.Format("/2006/01/02/"), day.Format("/2006/01/"), "/ar/", "/fr/", "/actualites/", "/article/", "/news/")
	return "https://" + host + path + slug + s.pick("", "/", ".html", fmt.Sprintf("-%d.html", s.IntN(3000000))), title, language
}

func (s sampler) day() time.Time {
	return time.Unix(1650000000+s.Int64N(250000000), s.Int64N(2)*s.Int64N(1000000000)).UTC()
}

func (s sampler) id() string {
	var u uuid.UUID
	for i := range u {
		u[i] = byte(s.IntN(256))
	}
	return u.String()
}

func (s sampler) source() string {
	return s.words("hespress le360 medias24 akhbarona febrayer telquel map lematin alyaoum24 barlamane kifache snrt 2m medi1 yabiladi ledesk", 1, "") + s.pick("", "-fr", "-ar")
}

func (s sampler) date() dateRecord {
	at := s.day()
	return dateRecord{Time: at.Truncate(time.Second), Precision: sada.Precision(s.pick("second", "minute", "day")), Zone: s.pick("written", "outlet"),
		From: s.pick("json-ld", "meta", "feed", "time", "print"), Text: at.Format(s.pick(time.RFC3339, "2006-01-02T15:04:05+01:00", "02/01/2006 15:04", time.RFC1123Z))}
}

func (s sampler) card() cardRecord {
	address, title, language := s.article()
	source := s.source()
	c := cardRecord{
		Key: address, Source: source, SeenBy: []string{source}, First: s.day(), Last: s.day(), Current: 1 + s.IntN(2), Title: title, URL: address,
		Published: s.date(), Language: language, Kind: sada.KindArticle, Own: true, Keys: []string{address}, Sketch: uint64(s.IntN(400000)),
	}
	if s.IntN(4) == 0 {
		c.Clip, c.Pictures = true, map[string]pictureRecord{address + "/photo.jpg": {SHA256: s.hex(64)}}
		c.Aliases = append(c.Aliases, strings.Replace(address, "https://", "http://", 1))
		c.Family = s.id()
	}
	return c
}

func (s sampler) hex(n int) string {
	raw := make([]byte, n)
	for i := range raw {
		raw[i] = "0123456789abcdef"[s.IntN(16)]
	}
	return string(raw)
}

func (s sampler) capture() captureRecord {
	address, _, _ := s.article()
	at := s.day()
	host := address[:strings.Index(address[8:], "/")+8]
	c := captureRecord{
		Seq: uint64(s.IntN(900000)), By: sada.ByCrawl, Method: "GET", URL: address, FinalURL: address, Status: 200, Proto: s.pick("HTTP/1.1", "HTTP/2.0"),
		Remote: fmt.Sprintf("%d.%d.%d.%d:443", s.IntN(256), s.IntN(256), s.IntN(256), s.IntN(256)), Began: at, Ended: at.Add(time.Duration(s.IntN(2e9))),
		Robots: "allowed by robots.txt", SHA256: sumText(s.hex(64)), Size: int64(s.IntN(200000)), WireSize: int64(s.IntN(40000)), WireEncoding: s.pick("gzip", ""),
		Article: idText(s.id()), Source: s.source(), Header: s.header(at, host),
		RequestHeader: http.Header{
			"User-Agent": {"sada/1.0 (+presse@" + strings.TrimPrefix(host, "https://") + ")"}, "Accept": {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
			"Accept-Encoding": {"gzip"}, "Accept-Language": {"ar,fr;q=0.9,en;q=0.5"},
		},
	}
	if s.IntN(5) == 0 {
		c.Hops = []hopRecord{{URL: strings.Replace(address, "https://", "http://", 1), Status: 301, Location: address}}
		c.Truncated, c.Note = s.IntN(2) == 0, s.pick("", "the body came cut")
	}
	return c
}

// header is an answer's, of one of the kinds of hosts that outlets have.
func (s sampler) header(at time.Time, host string) http.Header {
	h := http.Header{}
	set := func(one int, name string, values ...string) {
		if s.IntN(one) == 0 {
			h[name] = values
		}
	}
	set(1, "Date", at.Format(http.TimeFormat))
	set(1, "Content-Type", s.pick("text/html; charset=UTF-8", "text/html; charset=utf-8", "text/html"))
	set(2, "Last-Modified", at.Add(-time.Hour).Format(http.TimeFormat))
	set(2, "Cache-Control", s.pick("no-cache, private", "max-age=300, public", "public, max-age=60, s-maxage=600", "no-store, no-cache, must-revalidate", "private, must-revalidate"))
	set(2, "Etag", s.pick(`"`, `W/"`)+s.hex(32)+`"`)
	set(2, "Content-Encoding", "gzip")
	set(2, "Vary", "Accept-Encoding")
	set(3, "Expires", s.pick("Thu, 19 Nov 1981 08:52:00 GMT", at.Add(5*time.Minute).Format(http.TimeFormat)))
	set(3, "Pragma", "no-cache")
	set(2, "Strict-Transport-Security", s.pick("max-age=31536000; includeSubDomains; preload", "max-age=63072000", "max-age=15552000; includeSubDomains"))
	set(2, "X-Content-Type-Options", "nosniff")
	set(3, "X-Frame-Options", "SAMEORIGIN")
	set(4, "X-Xss-Protection", "1; mode=block")
	set(4, "Referrer-Policy", "strict-origin-when-cross-origin")
	set(3, "Link", "<"+host+`/wp-json/>; rel="https://api.w.org/"`, fmt.Sprintf(`<%s/wp-json/wp/v2/posts/%d>; rel="alternate"; title="JSON"; type="application/json"`, host, s.IntN(900000)), fmt.Sprintf("<%s/?p=%d>; rel=shortlink", host, s.IntN(900000)))
	set(4, "Set-Cookie", "PHPSESSID="+s.hex(26)+"; path=/; HttpOnly; SameSite=Lax", "XSRF-TOKEN="+s.hex(40)+"; Expires="+at.Add(2*time.Hour).Format(http.TimeFormat)+"; path=/; secure")
	set(6, "X-Powered-By", s.pick("PHP/8.1.27", "PHP/7.4.33", "Next.js", "Express", "ASP.NET"))
	if s.IntN(2) == 0 {
		h["Server"] = []string{"cloudflare"}
		set(1, "Cf-Ray", s.hex(16)+"-"+s.pick("CMN", "MAD", "CDG", "MRS", "LIS"))
		set(1, "Cf-Cache-Status", s.pick("HIT", "MISS", "DYNAMIC", "EXPIRED", "BYPASS"))
		set(1, "Alt-Svc", `h3=":443"; ma=86400`)
		set(2, "Nel", `{"report_to":"cf-nel","success_fraction":0.0,"max_age":604800}`)
		set(2, "Report-To", `{"group":"cf-nel","max_age":604800,"endpoints":[{"url":"https://a.nel.cloudflare.com/report/v4?s=`+s.hex(80)+`"}]}`)
		set(3, "Server-Timing", fmt.Sprintf(`cfCacheStatus;desc="%s", cfEdge;dur=%d,cfOrigin;dur=%d`, s.pick("HIT", "MISS"), s.IntN(90), s.IntN(900)))
		return h
	}
	set(1, "Server", s.pick("nginx", "nginx/1.18.0 (Ubuntu)", "Apache", "Apache/2.4.57 (Debian)", "LiteSpeed", "openresty", "Microsoft-IIS/10.0", "GSE"))
	set(3, "Connection", "keep-alive")
	set(3, "Age", fmt.Sprint(s.IntN(3000)))
	set(4, "Via", s.pick("1.1 varnish", "1.1 google", "1.1 "+s.hex(32)+".cloudfront.net (CloudFront)"))
	set(4, "X-Cache", s.pick("HIT", "MISS", "Hit from cloudfront", "HIT, HIT"))
	set(6, "X-Served-By", "cache-mad"+s.hex(6)+"-MAD, cache-cdg"+s.hex(6)+"-CDG")
	set(6, "X-Timer", fmt.Sprintf("S%d.%06d,VS0,VE%d", at.Unix(), s.IntN(1000000), s.IntN(300)))
	set(6, "X-Litespeed-Cache", "hit")
	set(6, "Access-Control-Allow-Origin", "*")
	return h
}

func (s sampler) clipping() clippingRecord {
	c := clippingRecord{Version: 1, DatedBy: s.pick("published", "published", "first-seen"), QuerySHA: s.hex(64), At: s.day()}
	for range 1 + s.IntN(3) {
		text := s.words(s.pick(sampleFrench, sampleArabic), 12+s.IntN(14), " ")
		c.Hits = append(c.Hits, hitRecord{Leaf: `"` + text[:strings.Index(text[9:], " ")+9] + `"`, Field: s.pick("text", "title", "text"), Spans: [][2]int{{s.IntN(2000), s.IntN(2000)}}, Surface: text[:9], Sentence: text})
	}
	return c
}

func (s sampler) waiting() queuedRecord {
	address, title, language := s.article()
	return queuedRecord{
		Key: address, URL: address, Added: s.day(), Seq: uint64(s.IntN(900000)),
		Lead: leadRecord{URL: address, Title: title, Summary: s.words(sampleFrench, 20, " "), Published: s.date(), Language: language, Section: "politique", GUID: address, Image: address + "photo.jpg", Endpoint: "https://www.journal.ma/feed"},
	}
}

func (s sampler) leftOut() seenRecord {
	address, _, _ := s.article()
	return seenRecord{URL: address, Source: s.source(), Reason: sada.Reason(s.pick("soft-404", "section", "gone", "robots", "old", "empty", "foreign")), Detail: s.words(sampleFrench, 4, " "), At: s.day(), Modified: s.day()}
}
