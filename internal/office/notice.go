package office

import (
	"fmt"
	"time"

	"sada"
	"sada/internal/export"
)

// gapAge is how long a person is told of items that a feed no longer held.
const gapAge = 48 * time.Hour

// ofEndpoint tells what needs a person about one way into an outlet while others
// work.
func (f *Office) ofEndpoint(id string, e *sada.EndpointState) []export.Attention {
	var out []export.Attention
	switch {
	case e.Failures < stubborn:
	case e.Kind == sada.HostPages:
		out = append(out, export.Attention{
			Place: id, What: fmt.Sprintf("pages of %s failed three in a row, %d times", e.URL, e.Failures), Reason: string(e.Reason), Since: stamp(e.OK),
			Instead: "open one in a browser; `sada crawl " + id + "` asks them now, else they are asked from time to time",
		})
	default:
		out = append(out, export.Attention{
			Place: id, What: fmt.Sprintf("%s %s failed %d times in a row", e.Kind, e.URL, e.Failures), Reason: string(e.Reason), Since: stamp(e.OK),
			Instead: "correct it in `endpoints:`, or leave `endpoints:` out to have them found from the home page",
		})
	}
	if e.Kind.Way() && e.Lost > 0 && e.Lost >= e.Items {
		out = append(out, export.Attention{
			Place: id, What: fmt.Sprintf("%s %s: %d of its %d items could not be read", e.Kind, e.URL, e.Lost, e.Lost+e.Items), Reason: "lost-items", Since: stamp(e.OK),
			Instead: "look at it in a browser; name another feed, a section or a sitemap of the outlet in `endpoints:`",
		})
	}
	if age := f.o.Now().Sub(e.Gap); !e.Gap.IsZero() && age >= 0 && age < gapAge {
		out = append(out, export.Attention{
			Place: id, What: fmt.Sprintf("%s %s moved on by more than it holds, and nothing else had what was missed", e.Kind, e.URL), Reason: "gap", Since: stamp(e.Gap),
			Instead: "visit it more often by `schedule:`, or name a sitemap or a section of it in `endpoints:`",
		})
	}
	return out
}

// notice tells what is worth knowing of one way into an outlet and needs nobody.
func (f *Office) notice(id string, e *sada.EndpointState) (export.Attention, bool) {
	if e.Hid == 0 || !e.Distrust.After(f.o.Now()) {
		return export.Attention{}, false
	}
	return export.Attention{
		Place: id, What: fmt.Sprintf("%s %s said that nothing had changed, and had %d addresses more; it is asked for the whole until %s",
			e.Kind, e.URL, e.Hid, e.Distrust.In(f.o.Zone).Format(time.DateOnly)), Reason: "held-back", Since: stamp(e.Whole),
	}, true
}
