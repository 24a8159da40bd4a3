package extract

import (
	"regexp"
	"strings"
)

// Where a day stands in an address: in folders of its own, in figures or with the
// month's name, before the words of a title; or among these and what is asked for.
var (
	folderDay = regexp.MustCompile(`(?i)/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|/(20\d\d)/([a-z]{3,9})/(\d{1,2})(?:/|$)|/(20\d\d)(\d\d)(\d\d)(?:[/_-]|$)|-(20\d\d)(\d\d)(\d\d)/?$`)
	slugDay   = regexp.MustCompile(`[-_](20\d\d)-?(\d\d)-?(\d\d)(?:[/._-]|$)|[?&](?:date|day|jour)=(20\d\d)-?(\d\d)-?(\d\d)(?:&|$)|[/_-]((?:[0-2]\d|3[01]))[-_](0\d|1[0-2])[-_](20\d\d)(?:[/._-]|$)`)
)

// dateInAddress is the day that the folders of an address give, "" when none does.
func dateInAddress(u string) string { return joinedDay(folderDay, u) }

// dateInSlug is the day that stands among the words of an address, or is asked for.
// It may be one that the article speaks of, so it is the last to be believed.
func dateInSlug(u string) string { return joinedDay(slugDay, u) }

func joinedDay(form *regexp.Regexp, u string) string {
	var parts []string
	for _, s := range form.FindStringSubmatch(u) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	parts = parts[1:]
	if month := parts[1]; month[0] > '9' {
		return parts[2] + " " + month + " " + parts[0]
	}
	return strings.Join(parts, "-")
}
