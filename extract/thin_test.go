package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bones writes a tree without what thin may leave out.
func bones(s string) (string, error) {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return "", err
	}
	var drop []*html.Node
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			n.Data = ""
		case n.Type == html.TextNode && (n.Parent.DataAtom == atom.Script || n.Parent.DataAtom == atom.Style):
			drop = append(drop, n)
		case n.Namespace == "svg" || n.Data == "path" || n.Data == "polygon" || n.Data == "polyline":
			n.Attr = nil
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	var b strings.Builder
	write(&b, root)
	return b.String(), nil
}

// write is html.Render for trees that cannot be written as HTML, too.
func write(b *strings.Builder, n *html.Node) {
	b.WriteString("(" + n.Type.String() + " " + n.Namespace + " " + n.Data)
	for _, a := range n.Attr {
		b.WriteString(" " + a.Namespace + ":" + a.Key + "=" + a.Val)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
	b.WriteString(")")
}

var thinned = []string{
	`<p>a</p><script>var a = "<p>no</p>"; document.write(a)</script><p>b`,
	`<script>var a = 1; var b = 2; var c = 3;</SCRIPT x=">"><p>b`,
	`<script><!-- document.write("<script>x()</script>"); --></script><p>b</p><!-- a long comment, --- of words --!><p>c`,
	`<script><!-- <script > a </script> --> </script> tail </script><p>b`,
	`<script>never closed, and long enough to be worth it<p>b`,
	`<style>p { color: red; background: url("</p>") }</style><p>b`,
	`<svg><style>a b c d e f g h i j k</style><path d="M 0 0 L 10 10 20 20"/><path fill=none d=M0L1020304050/></svg><p>b`,
	`<svg><style>a { } <p>out of it</p> </style><script>long enough to be cut</script></svg>`,
	`<svg><title>a < b</title><desc><script>long enough to be cut</script></desc></svg><script>long enough to be cut</script>`,
	`<svg><foreignObject><div></svg><style>long enough to be cut</style></div></foreignObject></svg><style>long enough to be cut</style>`,
	`<svg/><script>long enough to be cut</script><svg a=/><script>long enough to be cut</script></svg>`,
	`<svg><![CDATA[ <script>long enough to be cut</script> ]]></svg><![CDATA[ <script>long enough to be cut</script> ]]>`,
	`<math><mi><style>long enough to be cut</style></mi><annotation-xml><svg><style>long enough to be cut</style>`,
	`<select><style>long enough to be cut</style><option><script>long enough to be cut</script></select><style>long enough to be cut</style>`,
	`<table><script>long enough to be cut</script><tr><style>long enough to be cut</style><td>x</table>`,
	`<frameset><style>long enough to be cut</style></frameset><noframes><script>long enough to be cut</script></noframes>`,
	`<noscript><style>long enough to be cut</style></noscript><textarea><!-- long enough to be cut --></textarea><xmp><script>long enough to be cut</script></xmp>`,
	`<plaintext><script>long enough to be cut</script>`,
	`<title><!-- long enough to be cut --></title><template><style>long enough to be cut</style></template>`,
	`<p title="<script>" class='<!--' data-a=<style> b ="x" = c>x</p></p title="<script>"><script>long enough to be cut</script>`,
	`<!DOCTYPE html "<script>"><!-- --><!--> a <!---> b <!----!> c --><!-- long enough to be cut -- > --!x --><? <script> ?></ <style>></>`,
	`<script a=/>long enough to be cut</script/><style/>long enough to be cut</style x><ſcript>long enough to be cut</ſcript>`,
	"<pre><!-- long enough to be cut -->\nx</pre><table>\n<!-- long enough to be cut -->x</table>",
}

func TestThinPagesHaveTheSameTree(t *testing.T) {
	for _, s := range thinned {
		sameTree(t, s)
	}
}

func TestThinPagesLoseWhatNobodyReads(t *testing.T) {
	cases := []struct{ name, page, want string }{
		{"code", "<script>var a = 1; var b = 2</script>x", "<script></script>x"},
		{"code behind an empty script", "<script src=a></script><script>var a = 1; var b = 2</script>", "<script src=a></script><script></script>"},
		{"style", "<style>p { color: red }</style>x", "<style></style>x"},
		{"comment", "<!-- nothing of interest -->x", "<!---->x"},
		{"outline", `<svg><path d="M 0 0 L 10 10 20 20"/></svg>x`, "<svg><path/></svg>x"},
		{"data stays", `<script type="application/LD+json">{"@type": "Article"}</script>`, `<script type="application/LD+json">{"@type": "Article"}</script>`},
		{"Fusion stays", "<script>Fusion.globalContent={}</script>", "<script>Fusion.globalContent={}</script>"},
		{"player stays", "<script>var ytInitialPlayerResponse = {}</script>", "<script>var ytInitialPlayerResponse = {}</script>"},
		{"challenge stays", "<script>window._cf_chl_opt = {}</script>", "<script>window._cf_chl_opt = {}</script>"},
		{"text stays", "<noscript><img src=a.jpg></noscript><title>a title of a page</title>", "<noscript><img src=a.jpg></noscript><title>a title of a page</title>"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := thin([]byte(c.page)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzThinPagesHaveTheSameTree(f *testing.F) {
	for _, s := range thinned {
		f.Add(s)
	}
	f.Fuzz(sameTree)
}

func sameTree(t *testing.T, s string) {
	t.Helper()
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\ufffd")
	want, err := bones(s)
	if err != nil {
		return
	}
	thin, _ := thin([]byte(s))
	if got, err := bones(thin); err != nil || got != want {
		t.Errorf("%q made %q\n got %s, %v\nwant %s", s, thin, got, err, want)
	}
}

func TestPagesOfMillionsOfNodesAreCut(t *testing.T) {
	item := "<li>x"
	long := strings.Repeat(item, maxNodes)
	short, cut := bounded(long)
	if got, want := len(short), maxNodes/2*len(item); got != want || !cut {
		t.Errorf("%d bytes are left, want %d", got, want)
	}
	for _, s := range []string{"", "<p>a</p>", strings.Repeat("</i>", maxNodes), strings.Repeat("<i></i>", maxNodes)} {
		if got, cut := bounded(s); got != s || cut {
			t.Errorf("%d of %d bytes are left, want all", len(got), len(s))
		}
	}
}
