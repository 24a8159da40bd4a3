package extract

// What is looked at of a page at most, whatever it holds: bounds on the work that
// a hostile or a broken page may ask for. No figure of quality hangs on them.
const (
	maxFirstText = 384  // bytes of a text that is asked whether it begins a box that asks
	maxCompared  = 400  // blocks of a text of which each is compared with all
	maxHeading   = 600  // bytes of a heading
	maxMarked    = 40   // elements that a class calls a byline or a date, and labelled lines
	maxLabel     = 24   // bytes of a line in which its label is looked for
	maxNested    = 3    // lists in one another that an author of JSON-LD is read from
	maxBrokenEnd = 300  // bytes of the end of a text that may lead to the rest
	maxTags      = 40   // keywords of one page
	maxSample    = 2000 // bytes of a text, from each end, that its language is told by
	maxPictures  = 500  // pictures of a body that are looked at
	maxCrumbs    = 12   // links of a trail
	maxState     = 12   // objects in one another in the data that a page hands to its scripts
	maxStates    = 4    // scripts of such data
	maxDatedLine = 300  // bytes of a line that may be a date
	maxBodyClass = 1000 // bytes of the class of <body>
	maxAsked     = 8    // headings that are asked what the page is
	maxTold      = 80   // bytes of a page that a reason tells
	maxMissing   = 300  // bytes of a line that may say that something is missing
	maxSlight    = 6000 // bytes of a page with little text
	maxRoot      = 200  // bytes of an element that scripts fill
	maxHostParts = 3    // labels of a host that may be the name of a site
	maxNamesOff  = 3    // names of a site that are taken off a title
	maxDate      = 200  // bytes of a written date
	maxPrinted   = 160  // bytes that a <time> prints
	maxGuardCode = 4000 // bytes of code from which on it is more than a challenge
)

// Bounds on one page before it is parsed, and on what the parser makes of it.
const (
	maxBegin      = 256         // bytes of an answer that tell what it is
	maxHTML       = 12 << 20    // characters of a page that are parsed
	maxMultiplied = 400_000     // elements that a parser may add of its own account
	maxNodes      = 1 << 19     // nodes of a page: an article has a few thousand, as many as this are 75 MB
	maxText       = 512 << 10   // bytes of the text of an article: the longest that newspapers print have a fifth of that
	maxWords      = 100_000     // words of it
	maxShown      = 4 * maxText // bytes of text outside scripts
	lastPart      = 16          // share of a paragraph, one in so many, in which the end of a sentence is looked for to cut at
	fewOpen       = 8           // elements of formatting that any page leaves open
	maxFormatting = 256         // bytes of the tag of such an element
	maxAlike      = 3           // that the parser keeps open of one kind (HTML, "the list of active formatting elements")
	longestFormat = 8           // letters of the name of such an element
	maxPrescan    = 64 << 10    // bytes in which a declaration of characters is looked for: the standard says 1,024; outlets put scripts before it
	longestTag    = 64 << 10    // bytes of one tag with all that it says
	maxReference  = 40          // bytes of a reference to a character
	leastCut      = 16          // bytes of a piece that is worth cutting before the parser sees it
)

// Bounds on what a walk over a page takes of it.
const (
	maxHeads    = 1000     // headings of the first level
	maxData     = 1 << 20  // bytes of JSON-LD
	maxAssigned = 2 << 20  // bytes of an object that a script holds
	maxGraph    = 6        // objects in one another of JSON-LD
	maxNoscript = 2000     // bytes of what stands for readers without scripts
	maxMeta     = 64       // values of one name in <meta>
	maxInner    = 32 << 10 // bytes of one element that is no body
	maxNames    = 256      // bytes of a class or an id
	lastBit     = 63       // of the lengths of names, the last of which stands for all longer
	joined      = 3        // neighbours in a name that are looked up as one
	maxSign     = 48       // bytes of a class or an id that selectors are found by
	maxProbe    = 200      // bytes of an element that is asked for a letter
	opening     = 96       // bytes of a line that are compared with phrases
	spaced      = 4        // times that a line in its spaces may be longer than a line
	maxRefresh  = 2000     // bytes of a refresh
	maxSaid     = 400      // statements that are kept of one page
	maxValue    = 200      // characters of each
	maxID       = 60       // bytes of an id that is shown
)

// Bounds on what one answer of an endpoint may hold, and on the ways of a home page.
const (
	maxItems       = 5000      // of a feed or a list
	maxURLs        = 50000     // of a sitemap (sitemaps.org)
	maxDepth       = 256       // elements in one another
	maxFeedBytes   = 4 << 20   // of a feed
	maxListBytes   = 12 << 20  // of a collection or a JSON list
	maxSitemap     = 50 << 20  // of a sitemap, unpacked (sitemaps.org)
	maxContentLen  = 400 << 10 // bytes of a body that a feed carries whole
	maxSummary     = 2000      // bytes of a summary
	maxField       = 8 << 10   // bytes of a field of a sitemap
	maxPieces      = 50_000    // tags and texts of an item that is read piece by piece
	maxScraps      = 300       // fields of it
	maxProlog      = 64 << 10  // bytes in which the root of an answer is looked for
	maxBefore      = 4 << 10   // bytes that a program may have printed before it
	maxDeclaration = 200       // bytes of an XML declaration
	maxFeedBegin   = 2000      // bytes of a feed that tell of what kind it is
	maxFeedName    = 1000      // bytes in which a JSON Feed names itself
	maxSniffed     = 1024      // bytes of an answer that was guessed to be a feed
	maxInstead     = 600       // bytes that tell what came instead of one
	maxEntities    = 300       // entities that a document declares
	longestEntity  = 200       // bytes of one
	maxEntityName  = 64        // bytes of its name
	maxGrowth      = 1 << 20   // bytes by which entities make a document longer
	maxUnescaped   = 3         // times that an address was escaped
	maxFeedLinks   = 50        // links of a feed outside its items
	maxWebLinks    = 100       // links of an answer's headers
	maxSections    = 12        // sections of a navigation that become endpoints
	maxFeeds       = 8         // feeds, and sitemaps, that a home page is believed to have
)
