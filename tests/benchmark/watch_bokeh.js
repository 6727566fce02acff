// watch.js for Bokeh's page, whose curves are on a canvas: a value is read from the data that Bokeh
// paints in the next frame.
const [name, key, x] = arguments;
const watched = (window.watched = { taken: [], painted: [] });

const [page] = Bokeh.documents;
const slider = page.get_model_by_name(name);
const source = page.get_model_by_name(key ?? "relu");

slider.properties.value.change.connect(() => {
  watched.taken.push([performance.now(), [slider.value].flat()[0]]);
});

/** The value of a line at an x. */
function valueAt(target) {
  const [xs, ys] = [source.data.x, source.data.value];
  const right = Math.max(1, xs.findIndex((each) => each >= target));
  const share = (target - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}

const readSignature = {
  range: () => source.data.x[0],
  step: () => source.data.x[1] - source.data.x[0],
}[name] ?? (() => valueAt(x));

source.properties.data.change.connect(() => {
  const signature = readSignature();
  requestAnimationFrame(() => watched.painted.push([performance.now(), signature]));
});

/** The elements of a class, in shadow trees too. */
const findAll = (selector, root = document) =>
  [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? findAll(selector, element.shadowRoot) : []),
  ]);
const order = ["range", "step", "offset", "count", "alpha"].indexOf(name);
const track = findAll(".noUi-target")[order];
const boxOf = (element) => element.getBoundingClientRect().toJSON();
return { track: boxOf(track), thumb: boxOf(track.querySelector(".noUi-handle")) };
