import mongoose, { type mongo } from 'mongoose';

/** BSON of the driver that mongoose brings along: types of another copy would not be known to it. */
export const { deserialize, EJSON, serialize } = mongoose.mongo.BSON;
export type Document = mongo.BSON.Document;
