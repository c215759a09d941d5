//! Reading and writing Strapi's `schema.json` shape.
