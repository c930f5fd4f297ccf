package org.netdiffus.spark;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a job read, told apart by content.
 *
 * @param path path relative to the input folder, with {@code /}; {@code run.json} for the whole of
 *     a run folder
 * @param bytes size in bytes
 * @param sha256 SHA-256 of the content, in hexadecimal
 */
public record InputIdentity(
    @JsonProperty("path") String path,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("sha256") String sha256) {}
