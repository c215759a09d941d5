// The official client from npm, unmodified, against a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { strapi } from '@strapi/client';
import { startGalley } from './server.mjs';

let galley, editor, anonymous;
const created = {};

before(async () => {
  galley = await startGalley();
  editor = strapi({ baseURL: `${galley.baseURL}/api`, auth: galley.token });
  anonymous = strapi({ baseURL: `${galley.baseURL}/api` });

  created.author = (await editor.collection('authors').create({ name: 'Ana Sol', slug: 'ana' })).data;
  created.tag = (await editor.collection('tags').create({ name: 'Rust', slug: 'rust' })).data;
  for (const [index, title] of ['Alpha', 'Beta', 'Gamma'].entries()) {
    const { data } = await editor.collection('posts').create({
      title,
      slug: title.toLowerCase(),
      excerpt: `About ${title}`,
      body: `Hello from **${title}**.`,
      featured: index === 0,
      author: created.author.documentId,
      tags: index < 2 ? [created.tag.documentId] : [],
    });
    created[title] = data;
  }
});

after(() => galley?.stop());

/** The status of the answer that a rejected call of the client carries. */
const status = (expected) => (error) => {
  assert.equal((error.response ?? error.cause?.response)?.status, expected, String(error));
  return true;
};

const titles = ({ data }) => data.map((post) => post.title);

test('created entries are answered with their ids and times', () => {
  assert.match(created.Alpha.documentId, /^[0-9a-z]{26}$/);
  assert.equal(typeof created.Alpha.id, 'number');
  assert.match(created.Alpha.publishedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('a list has its pagination', async () => {
  const list = await anonymous.collection('posts').find({ sort: 'title', pagination: { page: 1, pageSize: 2 } });
  assert.deepEqual(titles(list), ['Alpha', 'Beta']);
  assert.deepEqual(list.meta.pagination, { page: 1, pageSize: 2, pageCount: 2, total: 3 });
});

test('filters select by fields and through relations', async () => {
  const posts = anonymous.collection('posts');
  const cases = [
    [{ slug: { $eq: 'beta' } }, ['Beta']],
    [{ title: { $in: ['Alpha', 'Gamma'] } }, ['Alpha', 'Gamma']],
    [{ title: { $containsi: 'ALPH' } }, ['Alpha']],
    [{ featured: { $eq: true } }, ['Alpha']],
    [{ tags: { slug: { $eq: 'rust' } } }, ['Alpha', 'Beta']],
    [{ author: { name: { $eqi: 'ana sol' } } }, ['Alpha', 'Beta', 'Gamma']],
    [{ $or: [{ slug: 'alpha' }, { slug: 'gamma' }] }, ['Alpha', 'Gamma']],
    [{ $not: { title: { $startsWith: 'A' } } }, ['Beta', 'Gamma']],
  ];
  for (const [filters, expected] of cases) {
    assert.deepEqual(titles(await posts.find({ filters, sort: 'title' })), expected, JSON.stringify(filters));
  }
});

test('sort and fields shape the answer', async () => {
  const { data } = await anonymous.collection('posts').find({ sort: ['title:desc'], fields: ['title'] });
  assert.deepEqual(data.map((post) => post.title), ['Gamma', 'Beta', 'Alpha']);
  assert.ok(!('body' in data[0]) && 'documentId' in data[0]);
});

test('relations are absent unless they are populated', async () => {
  const posts = anonymous.collection('posts');
  const plain = (await posts.findOne(created.Alpha.documentId)).data;
  assert.ok(!('author' in plain) && !('tags' in plain));

  const full = (await posts.findOne(created.Alpha.documentId, { populate: ['author', 'tags'] })).data;
  assert.equal(full.author.name, 'Ana Sol');
  assert.deepEqual(full.tags.map((tag) => tag.slug), ['rust']);

  const nested = (await posts.findOne(created.Alpha.documentId, { populate: { tags: { fields: ['name'] } } })).data;
  assert.equal(nested.tags[0].name, 'Rust');
  assert.ok(!('slug' in nested.tags[0]));
});

test('an update keeps what it does not name', async () => {
  const posts = editor.collection('posts');
  const { data } = await posts.update(created.Beta.documentId, { title: 'Beta, second' });
  assert.equal(data.title, 'Beta, second');
  const read = (await anonymous.collection('posts').findOne(created.Beta.documentId, { populate: ['tags'] })).data;
  assert.equal(read.slug, 'beta');
  assert.deepEqual(read.tags.map((tag) => tag.slug), ['rust']);
  await posts.update(created.Beta.documentId, { title: 'Beta' });
});

test('relations can be connected and disconnected', async () => {
  const posts = editor.collection('posts');
  const tag = created.tag.documentId;
  const tagsOfGamma = async () =>
    (await anonymous.collection('posts').findOne(created.Gamma.documentId, { populate: ['tags'] })).data.tags.length;
  await posts.update(created.Gamma.documentId, { tags: { connect: [tag] } });
  assert.equal(await tagsOfGamma(), 1);
  await posts.update(created.Gamma.documentId, { tags: { disconnect: [tag] } });
  assert.equal(await tagsOfGamma(), 0);
});

test('a draft is for those with the right to read drafts', async () => {
  const { data } = await editor.collection('posts').create({ title: 'Later' }, { status: 'draft' });
  await assert.rejects(anonymous.collection('posts').findOne(data.documentId), status(404));
  await assert.rejects(anonymous.collection('posts').findOne(data.documentId, { status: 'draft' }), status(403));
  const read = await editor.collection('posts').findOne(data.documentId, { status: 'draft' });
  assert.equal(read.data.title, 'Later');
  assert.equal(read.data.publishedAt, null);
});

test('refusals have the statuses that the client knows', async () => {
  const posts = anonymous.collection('posts');
  await assert.rejects(posts.findOne('0'.repeat(26)), status(404));
  await assert.rejects(anonymous.collection('nothings').find(), status(404));
  await assert.rejects(posts.find({ filters: { nothing: { $eq: 1 } } }), status(400));
  await assert.rejects(posts.find({ sort: 'nothing' }), status(400));
  await assert.rejects(editor.collection('posts').create({ nothing: 1 }), status(400));
  await assert.rejects(posts.create({ title: 'No' }), (error) => [401, 403].includes(error.response?.status));
});

test('a deleted entry is gone', async () => {
  const { data } = await editor.collection('posts').create({ title: 'Short', slug: 'short', body: 'x' });
  await editor.collection('posts').delete(data.documentId);
  await assert.rejects(anonymous.collection('posts').findOne(data.documentId), status(404));
});

test('files are uploaded, listed, described, used and deleted', async () => {
  // The smallest GIF there is.
  const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const [uploaded] = await editor.files.upload(pixel, {
    filename: 'pixel.gif',
    mimetype: 'image/gif',
    fileInfo: { alternativeText: 'A pixel' },
  });
  assert.equal(uploaded.mime, 'image/gif');
  assert.equal(uploaded.alternativeText, 'A pixel');
  assert.ok((await editor.files.find()).some((file) => file.id === uploaded.id));

  const described = await editor.files.update(uploaded.id, { caption: 'Small' });
  assert.equal(described.caption, 'Small');

  await editor.collection('posts').update(created.Alpha.documentId, { cover: uploaded.id });
  const post = await anonymous.collection('posts').findOne(created.Alpha.documentId, { populate: ['cover'] });
  assert.equal(post.data.cover.documentId, uploaded.documentId);
  const served = await fetch(new URL(post.data.cover.url, galley.baseURL));
  assert.deepEqual(Buffer.from(await served.arrayBuffer()), pixel);

  await editor.collection('posts').update(created.Alpha.documentId, { cover: null });
  await editor.files.delete(uploaded.id);
  await assert.rejects(editor.files.findOne(uploaded.id), status(404));
});
