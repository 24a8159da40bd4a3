package kiosk

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// rendered is a text of WordPress, as HTML.
type rendered struct {
	Rendered string `json:"rendered"`
}

// restPost is one post of a WordPress collection. Times are the site's own and
// UTC, neither with its zone.
type restPost struct {
	ID          int64    `json:"id"`
	Date        string   `json:"date"`
	DateGMT     string   `json:"date_gmt"`
	Modified    string   `json:"modified"`
	ModifiedGMT string   `json:"modified_gmt"`
	GUID        rendered `json:"guid"`
	Slug        string   `json:"slug"`
	Status      string   `json:"status"`
	Type        string   `json:"type"`
	Link        string   `json:"link"`
	Title       rendered `json:"title"`
	Content     rendered `json:"content"`
	Excerpt     rendered `json:"excerpt"`
}

const wordpressTime = "2006-01-02T15:04:05"

// rest is one page of a WordPress collection.
func (s *Stand) rest(o *outlet, w way, number int) answer {
	all := s.shelf(o, w)
	pages := (len(all) + w.size - 1) / w.size
	if number > pages {
		return answer{
			status: http.StatusBadRequest, kind: "application/json; charset=UTF-8",
			body: []byte(`{"code":"rest_post_invalid_page_number","message":"The page number requested is larger than the number of pages available.","data":{"status":400}}`),
		}
	}
	from := (number - 1) * w.size
	kind := strings.TrimPrefix(w.path[:strings.IndexByte(w.path, '?')], o.base+"/wp-json/wp/v2/")
	posts := []restPost{}
	for _, i := range all[from:min(from+w.size, len(all))] {
		posts = append(posts, s.restPost(i, strings.TrimSuffix(kind, "s")))
	}
	a := written(posts)
	a.header = map[string]string{"X-WP-Total": strconv.Itoa(len(all)), "X-WP-TotalPages": strconv.Itoa(pages)}
	return a
}

func (s *Stand) restPost(i *item, kind string) restPost {
	round := int(s.round.Load())
	var body strings.Builder
	for _, b := range i.text(round) {
		switch b.Kind {
		case "h2":
			fmt.Fprintf(&body, "<h2>%s</h2>\n", html.EscapeString(b.Text))
		case "quote":
			fmt.Fprintf(&body, "<blockquote><p>%s</p></blockquote>\n", html.EscapeString(b.Text))
		case "list":
			body.WriteString("<ul>")
			for _, line := range b.Items {
				fmt.Fprintf(&body, "<li>%s</li>", html.EscapeString(line))
			}
			body.WriteString("</ul>\n")
		default:
			fmt.Fprintf(&body, "<p>%s</p>\n", html.EscapeString(b.Text))
		}
	}
	return restPost{
		ID: i.number(), Date: i.published.Format(wordpressTime), DateGMT: i.published.UTC().Format(wordpressTime),
		Modified: i.modified(round).Format(wordpressTime), ModifiedGMT: i.modified(round).UTC().Format(wordpressTime),
		GUID: rendered{fmt.Sprintf("https://%s%s/?p=%d", i.outlet.host, i.outlet.base, i.number())}, Slug: i.name, Status: "publish", Type: kind,
		Link: i.url(), Title: rendered{html.EscapeString(i.title)}, Content: rendered{body.String()},
		Excerpt: rendered{"<p>" + html.EscapeString(i.lead(round)) + "</p>\n"},
	}
}

// list is the JSON from which the script of an empty page draws it.
func (s *Stand) list(o *outlet) answer {
	type post struct {
		ID      int64  `json:"id"`
		Title   string `json:"title"`
		Excerpt string `json:"excerpt"`
		Content string `json:"content"`
		Author  string `json:"author"`
		Section string `json:"category"`
		Image   string `json:"main_image_url"`
		Created string `json:"created_at"`
	}
	round := int(s.round.Load())
	posts := []post{}
	for _, i := range s.shelf(o, way{kind: "json-list"}) {
		created := i.published.Format(wordpressTime)
		if i.accident == "relative-date" {
			created = ago(s.now().Sub(i.published))
		}
		posts = append(posts, post{
			ID: i.number(), Title: i.title, Excerpt: i.lead(round), Content: i.plain(round), Author: i.byline, Section: i.section,
			Image: i.imagePath(), Created: created,
		})
	}
	return written(map[string]any{"posts": posts})
}

// ago says in Arabic how long ago something was.
func ago(d time.Duration) string {
	hours := int(d.Hours())
	switch {
	case hours < 1:
		return "منذ أقل من ساعة"
	case hours == 1:
		return "منذ ساعة"
	case hours == 2:
		return "منذ ساعتين"
	case hours < 11:
		return fmt.Sprintf("منذ %d ساعات", hours)
	case hours < 24:
		return fmt.Sprintf("منذ %d ساعة", hours)
	case hours < 48:
		return "منذ يوم واحد"
	case hours < 72:
		return "منذ يومين"
	}
	if days := hours / 24; days > 10 {
		return fmt.Sprintf("منذ %d يوما", days)
	}
	return fmt.Sprintf("منذ %d أيام", hours/24)
}

// written is v as JSON.
func written(v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{status: http.StatusInternalServerError, kind: "text/plain", body: []byte(err.Error())}
	}
	return answer{kind: "application/json; charset=UTF-8", body: body}
}
