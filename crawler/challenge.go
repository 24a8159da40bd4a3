package crawler

import (
	"bytes"
	"net/http"
	"strings"

	"sada"
)

// Titles of the pages that gatekeepers show in place of the page, in lower
// case. A title must be, or begin with, one of them.
var gateTitles = []string{
	"just a moment...", "just a moment…", "attention required! | cloudflare", "ddos-guard", "checking your browser",
	"please wait... | cloudflare", "access denied | ", "un instant...", "un instant…", "un momento...", "لحظة...", "لحظة…",
	"one moment, please", "pardon our interruption", "security check", "sucuri website firewall", "you are being redirected...",
	"bot verification", "are you a robot?", "human verification",
}

// Marks that only a gatekeeper's own page carries. A page behind Cloudflare may
// load /cdn-cgi/challenge-platform too, so that is none of them.
var gateMarks = []string{
	"_cf_chl_opt", "cf-chl-widget", "cf_chl_", "cf-error-details", "/cdn-cgi/l/chk_jschl", "_incapsula_resource", "incapsula incident id",
	"ddos-guard", "sucuri_cloudproxy_js", "px-captcha", "captcha-delivery.com", "aws-waf-token", "awswafintegration", "bobcmn",
}

// challenged reports whether an answer is a gatekeeper's challenge, with the
// sign it was known by. An answer that is well is judged only when it is short and
// its title or two marks say so.
func challenged(status int, h http.Header, body []byte) (string, bool) {
	if strings.EqualFold(h.Get("Cf-Mitigated"), "challenge") {
		return "cf-mitigated: challenge", true
	}
	if action := h.Get("X-Amzn-Waf-Action"); action != "" {
		return "x-amzn-waf-action: " + action, true
	}
	refused := status == http.StatusForbidden || status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests ||
		status == http.StatusUnauthorized
	if !refused && (status/100 != 2 || len(body) > 64<<10) {
		return "", false
	}
	title := pageTitle(body)
	for _, t := range gateTitles {
		if title != "" && (title == t || refused && strings.HasPrefix(title, t)) {
			return "title " + title, true
		}
	}
	head := bytes.ToLower(body[:min(len(body), 32<<10)])
	marks, first := 0, ""
	for _, m := range gateMarks {
		if bytes.Contains(head, []byte(m)) {
			marks++
			if first == "" {
				first = m
			}
		}
	}
	switch {
	case refused && marks > 0, marks > 1 && len(body) < 32<<10, first == "_incapsula_resource" && len(body) < 4<<10:
		return "mark " + first, true
	case status == http.StatusForbidden && (h.Get("Cf-Ray") != "" || strings.EqualFold(h.Get("Server"), "ddos-guard") || h.Get("X-Iinfo") != ""):
		return "refused by a gatekeeper", true
	}
	return "", false
}

// pageTitle is the text of the first <title>, in lower case.
func pageTitle(body []byte) string {
	head := bytes.ToLower(body[:min(len(body), 16<<10)])
	i := bytes.Index(head, []byte("<title"))
	if i < 0 {
		return ""
	}
	head = head[i:]
	open := bytes.IndexByte(head, '>')
	end := bytes.Index(head, []byte("</title"))
	if open < 0 || end < open {
		return ""
	}
	return strings.Join(strings.Fields(string(head[open+1:end])), " ")
}

func challenge(status int, sign string) *Fault {
	return &Fault{Reason: sada.ReasonChallenge, Detail: sign, Status: status, Err: sada.ErrChallenged}
}
