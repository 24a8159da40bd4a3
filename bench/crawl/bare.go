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

// bare is the peer: net/http and goquery, the fields of an article selected,
// nothing kept.
func bare(stand string) (int, error) {
	dial := net.Dialer{Timeout: 5 * time.Second}
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dial.DialContext(ctx, network, stand)
		},
		MaxIdleConns: 256, MaxIdleConnsPerHost: 4,
	}, Timeout: 30 * time.Second}
	type result struct {
		chars int
		err   error
	}
	turns := make(chan string)
	results := make(chan result, inFlight)
	var workers sync.WaitGroup
	for range inFlight {
		workers.Go(func() {
			for u := range turns {
				chars, err := bareArticle(client, u)
				results <- result{chars, err}
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
		close(results)
	}()
	pages := 0
	for r := range results {
		if r.err != nil {
			return pages, r.err
		}
		if r.chars > 0 {
			pages++
		}
	}
	return pages, nil
}

func bareArticle(client *http.Client, u string) (int, error) {
	r, err := client.Get(u)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", u, r.Status)
	}
	doc, err := goquery.NewDocumentFromReader(r.Body)
	if err != nil {
		return 0, err
	}
	title := strings.TrimSpace(doc.Find("h1").First().Text())
	date, _ := doc.Find(`meta[property="article:published_time"]`).Attr("content")
	canonical, _ := doc.Find(`link[rel="canonical"]`).Attr("href")
	var body strings.Builder
	doc.Find("article p, .entry-content p, .post-content p, .content p, .story p, .td-post-content p, .node__content p, .article-body-wrapper p").Each(func(_ int, p *goquery.Selection) {
		body.WriteString(p.Text())
		body.WriteString("\n\n")
	})
	return len(title) + len(date) + len(canonical) + body.Len(), nil
}
