package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// binaryAim is how often the processor time of the bare loop `sada crawl` may take.
const binaryAim = 2.5

// measureBinary builds sada and runs `sada crawl` as an office does, beside the
// bare loop on the same stand, in turn.
func measureBinary(self, stand string, rounds int) (err error) {
	folder, err := os.MkdirTemp(".", "archive-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	sada := filepath.Join(folder, "sada")
	build := exec.Command("go", "build", "-C", "..", "-o", sada, "./cmd/sada")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building sada: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "sada.yaml"), settingsFile(stand), 0o600); err != nil {
		return err
	}
	spent := map[string][]float64{}
	for round := range rounds + 1 {
		bare, err := child(self, "bare", stand)
		if err != nil {
			return fmt.Errorf("bare: %w", err)
		}
		whole, err := crawlOnce(sada, folder)
		if err != nil {
			return fmt.Errorf("sada crawl: %w", err)
		}
		fmt.Fprintf(os.Stderr, "round %d/%d  bare %.2f, binary %.2f ms a page: %.2f\n", round, rounds, bare, whole, whole/bare)
		if round > 0 {
			spent["bare"], spent["binary"] = append(spent["bare"], bare), append(spent["binary"], whole)
		}
	}
	fmt.Printf("sada crawl takes %.2f ms a page, the bare loop %.2f: %.2f times, the median of %d rounds (aim: at most %.1f)\n",
		median(spent["binary"]), median(spent["bare"]), median(ratio(spent["binary"], spent["bare"])), rounds, binaryAim)
	return nil
}

// crawlOnce runs the binary over an archive of its own, looks at what it kept, and
// returns its processor time in ms a page.
func crawlOnce(sada, folder string) (ms float64, err error) {
	archive := filepath.Join(folder, "data")
	if err := os.RemoveAll(archive); err != nil {
		return 0, err
	}
	c := exec.Command(sada, "crawl", "--quiet", "--config", filepath.Join(folder, "sada.yaml"))
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return 0, err
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return float64(cpu) / float64(time.Millisecond) / pages, check(archive)
}

// settingsFile names the outlets of the stand and the events of the other modes.
func settingsFile(stand string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "archive: ./data\ncontact: bench@veille-eau.ma\ntimezone: Africa/Casablanca\nfirst_visit: 3650d\n")
	fmt.Fprintf(&b, "network:\n  delay: 0s\n  parallel: %d\n  connect_to:\n", inFlight)
	for h := range hosts {
		fmt.Fprintf(&b, "    %q: %q\n", hostName(h)+":80", stand)
	}
	b.WriteString("sources:\n")
	for h := range hosts {
		s := source(h)
		fmt.Fprintf(&b, "  - {id: %s, name: {fr: %q}, home: %q, profile: generic, languages: [ar, fr], timezone: %s, endpoints: [{kind: feed, url: %q}]}\n",
			s.ID, s.Name["fr"], s.Home, s.Zone, s.Endpoints[0].URL)
	}
	b.WriteString("events:\n")
	for i, q := range queries {
		fmt.Fprintf(&b, "  - {id: event-%d, title: {fr: x}, query: '%s', sources: [all]}\n", i, strings.ReplaceAll(q, "'", "''"))
	}
	return []byte(b.String())
}
