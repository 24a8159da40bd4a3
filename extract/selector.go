package extract

import (
	"regexp"
	"sync"

	"github.com/andybalholm/cascadia"
)

// selectorsRead remembers selectors that were read: those of the profiles are
// asked for on every page. It only grows by what settings name.
var selectorsRead sync.Map

// compiled reads a selector once; ok is false for one that is wrong.
func compiled(sel string) (cascadia.Selector, bool) {
	if m, have := selectorsRead.Load(sel); have {
		g, ok := m.(cascadia.Selector)
		return g, ok
	}
	g, err := cascadia.Compile(sel)
	if err != nil {
		return nil, false
	}
	selectorsRead.Store(sel, g)
	return g, true
}

// pattern reads a pattern of settings.
func pattern(s string) (*regexp.Regexp, error) { return regexp.Compile(s) }
