import { FieldValue } from 'firebase-admin/firestore';
import type { KnowledgeChunk, KnowledgeDocument } from '#contracts/collections/knowledge.ts';
import { paths } from '#contracts/collections/paths.ts';
import { LIMITS } from '#contracts/limits.ts';
import { derivedId } from '../../../functions/src/platform/ids.ts';
import { EMBEDDING } from '../../../functions/src/knowledge/chunk-store.ts';
import { splitText } from '../../../functions/src/knowledge/split-text.ts';
import { embed } from '../../../simulator/src/ai/embed.ts';
import { CLARA } from './assistants.ts';
import { ADMIN, demoId } from './company.ts';
import type { DemoDocument } from './generate-demo.ts';

const DAY_MS = 24 * 60 * 60_000;
const GENERATION = 1;

/** What Clara knows, in the languages of the shop's customers: short sections, so that each answers one question. */
const TEXTS: Record<string, string> = {
  Sizes: `# Sizes and fit
Our shoes run true to size. If you are between two sizes, take the larger one.

# Sizes we have
We have women's sizes 22 to 27 and men's sizes 25 to 31 in Mexican sizing, half sizes included.

# Children's sizes
Children's shoes come in sizes 12 to 21. Leave one centimetre of room at the toes.

# Tallas
Nuestros zapatos son de talla normal. Si estás entre dos tallas, elige la más grande.

# Tallas disponibles
Tenemos tallas de mujer del 22 al 27 y de hombre del 25 al 31, con medios números.

# Numeração
Nossos sapatos têm numeração normal. Se você está entre dois números, escolha o maior.`,
  Returns: `# Return shoes
You can return shoes within 30 days, unworn and in their box, in any shop or by parcel.

# Exchange for another size
An exchange for another size is free. Bring the shoes to a shop or ask us for a parcel label.

# Refund
A refund goes back to the card or account that paid, within five working days after the shoes arrive.

# Devoluciones
Puedes devolver los zapatos en 30 días, sin usar y en su caja, en cualquier tienda o por paquetería.

# Cambios de talla
El cambio por otra talla es gratis, en cualquier tienda o por paquetería.

# Trocas e devoluções
Você pode trocar ou devolver os sapatos em 30 dias, sem uso e na caixa, em qualquer loja ou pelo correio.`,
  Delivery: `# How long delivery takes
Delivery takes two working days in Mexico City and three to five in the rest of the country.

# Delivery cost
Delivery costs 99 pesos and is free from 1,200 pesos on.

# Delivery abroad
We deliver to the United States, Colombia and Brazil; it takes eight to twelve days and costs 450 pesos.

# Tiempo de envío
El envío tarda dos días hábiles en la Ciudad de México y de tres a cinco en el resto del país.

# Costo de envío
El envío cuesta 99 pesos y es gratis desde 1,200 pesos.

# Prazo e custo de entrega
A entrega no Brasil demora de oito a doze dias e custa 450 pesos.`,
  Shops: `# Opening hours of the shops
Our shops are open every day from 9:00 to 20:00. On 25 December we are closed.

# Where the shops are
Our shops are in Mexico City: Roma, Calle Colima 184, Condesa, Avenida Michoacán 30, and Polanco, Avenida Masaryk 320.

# Payment
We take cards, bank transfer and cash in the shops, and six months without interest from 2,000 pesos on.

# Horario de las tiendas
Nuestras tiendas abren todos los días de 9:00 a 20:00. El 25 de diciembre cerramos.

# Dónde están las tiendas
Nuestras tiendas están en la Ciudad de México: Roma, Calle Colima 184, Condesa, Avenida Michoacán 30, y Polanco, Avenida Masaryk 320.

# Onde ficam as lojas
As lojas ficam na Cidade do México: Roma, Calle Colima 184, Condesa, Avenida Michoacán 30, e Polanco, Avenida Masaryk 320.

# Horário das lojas
Nossas lojas abrem todos os dias das 9h às 20h. No dia 25 de dezembro ficamos fechados.`,
};

/** A passage as it is found, with where it comes from. */
export interface DemoPassage {
  documentId: string;
  documentName: string;
  text: string;
  vector: number[];
}

/** Clara's knowledge, trained already: the passages that training would make, with the vectors that it would get. */
export function describeKnowledge(
  companyId: string,
  now: number,
): { documents: DemoDocument[]; passages: DemoPassage[] } {
  const updatedAt = now - 6 * DAY_MS;
  const sources = Object.entries(TEXTS).map(([name, text]) => ({
    id: demoId('knowledge', name),
    name,
    text,
    passages: splitText(text),
  }));
  const passages = sources.flatMap((source) =>
    source.passages.map((text) => ({
      documentId: source.id,
      documentName: source.name,
      text,
      vector: embed(text, LIMITS.embeddingDimensions),
    })),
  );
  return {
    passages,
    documents: sources.flatMap((source) => {
      const data: KnowledgeDocument = {
        name: source.name,
        source: { type: 'text', text: source.text },
        status: 'active',
        problem: null,
        generation: GENERATION,
        chunkCount: source.passages.length,
        trainedCount: source.passages.length,
        updatedAt,
        updatedBy: ADMIN.uid,
      };
      const chunks = passages.filter(({ documentId }) => documentId === source.id).map(chunkDocument);
      return [
        { path: paths.knowledgeDocument(companyId, CLARA.id, source.id), data },
        ...chunks.map(({ id, ...chunk }) => ({
          path: `${paths.knowledgeChunks(companyId, CLARA.id)}/${id}`,
          data: chunk,
        })),
      ];
    }),
  };
}

function chunkDocument({ documentId, documentName, text, vector }: DemoPassage, position: number) {
  const chunk: KnowledgeChunk = {
    documentId,
    documentName,
    generation: GENERATION,
    isLive: true,
    provider: 'gemini',
    position,
    text,
  };
  // The id that a training of the product would give it.
  const id = derivedId(documentId, String(GENERATION), String(position));
  return { id, ...chunk, [EMBEDDING]: FieldValue.vector(vector) };
}
