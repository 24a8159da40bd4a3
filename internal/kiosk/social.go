package kiosk

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
)

// shortPath is a video's address as a Short.
func (i *item) shortPath() string { return "/shorts/" + i.videoID() }

// describeVideo answers YouTube's oEmbed: title, channel, picture, no date.
func (s *Stand) describeVideo(address string) answer {
	u, err := url.Parse(address)
	if err != nil {
		return notDescribed()
	}
	i := s.pages[u.Hostname()+pageKey(u)]
	if i == nil || i.kind != "video" || !s.out(i) {
		return notDescribed()
	}
	o := i.outlet
	return written(map[string]any{
		"title": i.title, "author_name": o.ar, "author_url": "https://" + o.host + "/channel/" + channelID, "type": "video",
		"provider_name": "YouTube", "provider_url": "https://" + o.host + "/", "version": "1.0", "height": 113, "width": 200,
		"thumbnail_url": "https://" + o.host + "/vi/" + i.videoID() + "/hqdefault.jpg", "thumbnail_width": 480, "thumbnail_height": 360,
		"html": fmt.Sprintf("<iframe width=\"200\" height=\"113\" src=\"https://%s/embed/%s?feature=oembed\" title=\"%s\"></iframe>", o.host, i.videoID(), html.EscapeString(i.title)),
	})
}

// describePost answers X's oEmbed: the text of a post as HTML, and its day.
func (s *Stand) describePost(address string) answer {
	u, err := url.Parse(address)
	if err != nil {
		return notDescribed()
	}
	i := s.pages[u.Hostname()+u.Path]
	if i == nil || i.kind != "post" || !s.out(i) {
		return notDescribed()
	}
	handle := strings.TrimPrefix(i.byline, "@")
	var lines []string
	for _, b := range i.text(1) {
		lines = append(lines, html.EscapeString(b.Text))
	}
	markup := fmt.Sprintf("<blockquote class=\"twitter-tweet\"><p lang=\"%s\" dir=\"%s\">%s</p>&mdash; %s (@%s) <a href=\"%s?ref_src=twsrc%%5Etfw\">%s</a></blockquote>\n<script async src=\"https://platform.%s/widgets.js\" charset=\"utf-8\"></script>\n",
		i.lang, i.dir(), strings.Join(lines, "<br>"), i.outlet.ar, handle, i.url(), i.published.Format("January 2, 2006"), i.outlet.host)
	return written(map[string]any{
		"url": i.url(), "author_name": i.outlet.ar, "author_url": "https://" + i.outlet.host + "/" + handle, "html": markup, "width": 550, "height": nil,
		"type": "rich", "cache_age": "3153600000", "provider_name": "X", "provider_url": "https://" + i.outlet.host, "version": "1.0",
	})
}

func notDescribed() answer {
	return answer{status: http.StatusNotFound, kind: "application/json", body: []byte(`{"error":"Not Found"}`)}
}

// picture is a small picture whose colour is its name's.
func picture(path string) answer {
	sum := uint32(2166136261)
	for _, c := range []byte(path) {
		sum = (sum ^ uint32(c)) * 16777619
	}
	m := image.NewRGBA(image.Rect(0, 0, 64, 36))
	for y := range 36 {
		for x := range 64 {
			m.Set(x, y, color.RGBA{uint8(sum) + uint8(x), uint8(sum>>8) + uint8(y), uint8(sum >> 16), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		return answer{status: http.StatusInternalServerError}
	}
	return answer{kind: "image/jpeg", body: b.Bytes()}
}

// footer is the line that every page of the stand ends with.
func footer(lang string) string {
	if lang == "ar" {
		return "صفحة كتبت لأغراض الاختبار"
	}
	return "Page écrite pour des essais"
}
