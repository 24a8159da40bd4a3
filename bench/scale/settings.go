package main

import (
	"fmt"
	"os"
	"strings"
)

// writeSettings writes what the program reads: outlets that cannot be reached,
// and two events of which the archive was never asked.
func writeSettings(o options) error {
	var b strings.Builder
	fmt.Fprintf(&b, "archive: %s\ncontact: desk@scale-bench.ma\ntimezone: Africa/Casablanca\nkeep: {text: 4000d, other_pages: 4000d}\n", o.archive())
	b.WriteString("network:\n  delay: 1s\n  connect_to:\n")
	for i := range outlets {
		fmt.Fprintf(&b, "    \"www.%s.scale.test:443\": \"127.0.0.1:9\"\n", source(i))
	}
	b.WriteString("sources:\n")
	for i := range outlets {
		fmt.Fprintf(&b, "  - {id: %s, name: {fr: Journal %d}, home: \"https://www.%s.scale.test/\", profile: generic, languages: [fr, ar], timezone: Africa/Casablanca, endpoints: [{kind: feed, url: \"https://www.%s.scale.test/feed\"}]}\n", source(i), i, source(i), source(i))
	}
	fmt.Fprintf(&b, "events:\n  - {id: ouvert, title: {fr: Gouvernement ouvert}, query: '%s', sources: [all]}\n", common)
	fmt.Fprintf(&b, "  - {id: regions, title: {fr: Régions}, query: '%s', sources: [all]}\n", rare)
	return os.WriteFile(o.settings(), []byte(b.String()), 0o600)
}
