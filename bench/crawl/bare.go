package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// inFlight is how many requests run at once, in every mode.
const inFlight = 64

// bodies are the places where the layouts put their text.
const bodies = "article p, .entry-content p, .post-content p, .content p, .story p, .td-post-content p, .node__content p, .article-body-wrapper p"

// bare is the peer: net/http and goquery, four fields of an article selected,
// nothing kept, asked or checked.
func bare(stand string) (int, error) {
	dial := net.Dialer{Timeout: 5 * time.Second}
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dial.DialContext(ctx, network, stand)
		},
		MaxIdleConns: 256, MaxIdleConnsPerHost: 4,
	}, Timeout: 30 * time.Second}
	turns := make(chan string)
	failures := make(chan error, inFlight)
	var workers sync.WaitGroup
	for range inFlight {
		workers.Go(func() {
			for u := range turns {
				failures <- bareArticle(client, u)
			}
		})
	}
	go func() {
		for n := range pagesPerHost {
			for h := range hosts {
				turns <- "http://" + hostName(h) + pagePath(n)
			}
		}
		close(turns)
		workers.Wait()
		close(failures)
	}()
	read := 0
	for err := range failures {
		if err != nil {
			return read, err
		}
		read++
	}
	return read, nil
}

func bareArticle(client *http.Client, u string) error {
	r, err := client.Get(u)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", u, r.Status)
	}
	doc, err := goquery.NewDocumentFromReader(r.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", u, err)
	}
	title := strings.TrimSpace(doc.Find("h1").First().Text())
	date, _ := doc.Find(`meta[property="article:published_time"]`).Attr("content")
	canonical, _ := doc.Find(`link[rel="canonical"]`).Attr("href")
	var body strings.Builder
	doc.Find(bodies).Each(func(_ int, p *goquery.Selection) {
		body.WriteString(p.Text())
		body.WriteString("\n\n")
	})
	if title == "" || canonical == "" || body.Len() < 500 {
		return fmt.Errorf("%s: read as title %q, date %q, canonical %q, %d bytes of text", u, title, date, canonical, body.Len())
	}
	return nil
}
