/** What schema.org says of an article, as far as a card shows it. https://schema.org/NewsArticle */
export interface Structured {
  headline?: unknown;
  description?: unknown;
  language?: unknown;
  publishedAt?: unknown;
  image?: unknown;
  authorName?: unknown;
  authorUrl?: unknown;
  publisher?: unknown;
  isArticle: boolean;
}

type Json = Record<string, unknown>;

const articles = new Set(["NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle"]);
/** Characters; a longer one is not worth its parsing. */
const MOST = 100_000;

/** The first of a page's JSON-LD blocks that is about an article or a page; broken ones are passed over. */
export function readStructured(blocks: readonly string[]): Structured | null {
  for (const block of blocks.slice(0, 10)) {
    if (block.length > MOST) continue;
    for (const item of itemsOf(block)) {
      const types = list(item["@type"]);
      const isArticle = types.some((type) => articles.has(String(type)));
      if (isArticle || types.includes("WebPage")) return structured(item, isArticle);
    }
  }
  return null;
}

function structured(item: Json, isArticle: boolean): Structured {
  const author = first(item.author);
  const publisher = first(item.publisher);
  const image = first(item.image);
  const language = first(item.inLanguage);
  return {
    headline: item.headline,
    description: item.description,
    publishedAt: item.datePublished,
    language: isObject(language) ? (language.alternateName ?? language.name) : language,
    image: isObject(image) ? image.url : image,
    ...(isObject(author) && { authorName: author.name, authorUrl: author.url }),
    ...(isObject(publisher) && { publisher: publisher.name }),
    isArticle,
  };
}

/** Some publications wrap their data in CDATA that is commented out. */
function itemsOf(block: string): Json[] {
  const text = block.replace(
    /^\s*(\/\*\s*)?(\/\/\s*)?<!\[CDATA\[(\s*\*\/)?|(\/\*\s*)?(\/\/\s*)?\]\]>(\s*\*\/)?\s*$/g,
    "",
  );
  try {
    const root: unknown = JSON.parse(text);
    const graph = isObject(root) && Array.isArray(root["@graph"]) ? root["@graph"] : list(root);
    return graph.filter(isObject).slice(0, 50);
  } catch {
    return [];
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
