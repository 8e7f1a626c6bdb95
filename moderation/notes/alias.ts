import { randomInt } from "node:crypto";

const manners =
  "amber ashen azure bold brisk bronze calm candid copper coral crimson curious eager early fair fleet gentle golden grand green honest humble indigo ivory jade keen kind lively lunar mellow merry mild noble olive patient placid plain prompt quiet rapid rosy ruby russet sage scarlet serene silver sincere solar sober steady subtle sunny swift teal tidy true umber vivid warm wary wise witty".split(
    " ",
  );
const birds =
  "avocet bittern bluetit bunting bustard buzzard chough condor cormorant crane crossbill curlew dipper dove dunlin egret eider falcon finch gannet godwit goldcrest grebe grouse gull harrier hawk heron hobby hoopoe ibis jackdaw jay kestrel kite knot lapwing lark linnet magpie martin merlin nightjar nuthatch oriole osprey owl petrel pipit plover puffin quail raven redstart robin rook ruff shearwater shrike siskin skua snipe sparrow starling stork swallow swan swift tern thrush turnstone vireo wagtail warbler waxwing wheatear whimbrel wigeon woodcock wren".split(
    " ",
  );

/**
 * A name that says nothing of whose it is, as writers of Community Notes have one.
 *
 * @example makeAlias() // "Quiet Heron 4812"
 */
export function makeAlias(): string {
  const one = (of: readonly string[]) => capitalized(of[randomInt(of.length)] as string);
  return `${one(manners)} ${one(birds)} ${randomInt(1, 10_000)}`;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
