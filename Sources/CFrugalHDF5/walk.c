/* A walk through a file. Whatever it claims is checked before memory is taken for it; what libhdf5 itself does not
 * check is the reason why read.c lets a process of its own walk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

enum {
    maximum_depth = 16,
    maximum_items = 1 << 16,
    maximum_texts = 1 << 20,
    maximum_text_bytes = 1 << 16,
    /* Deflate cannot do better than about 1032 to 1. */
    maximum_compression = 1100,
};
/* The most numbers of all datasets together: two gigabytes. */
static const uint64_t maximum_numbers = UINT64_C(1) << 28;

typedef struct {
    void *context;
    frugal_hdf5_visitor visit;
    frugal_hdf5_error *error;
    frugal_hdf5_status status;
    unsigned depth;
    unsigned items;
    uint64_t numbers;
    char path[200]; /* cut where a file nests long names; it only serves messages */
} walk;

static frugal_hdf5_status fault(walk *walk, frugal_hdf5_status status, const char *problem) {
    return frugal_hdf5_fault(walk->error, status, walk->path, "%s", problem);
}

static frugal_hdf5_status library_fault(walk *walk, const char *problem) {
    return frugal_hdf5_library_fault(walk->error, FRUGAL_HDF5_MALFORMED, walk->path, problem);
}

/* Reads the shape into `item`. A data space without anything leaves the kind at OTHER. */
static frugal_hdf5_status read_shape(walk *walk, hid_t dataset, frugal_hdf5_item *item) {
    hid_t space = H5Dget_space(dataset);
    if (space < 0) return library_fault(walk, "its shape cannot be read");
    H5S_class_t class = H5Sget_simple_extent_type(space);
    int rank = H5Sget_simple_extent_ndims(space);
    hsize_t shape[H5S_MAX_RANK];
    int known = rank >= 0 && rank <= H5S_MAX_RANK ? H5Sget_simple_extent_dims(space, shape, NULL) : -1;
    H5Sclose(space);
    item->kind = class == H5S_NULL ? FRUGAL_HDF5_OTHER : FRUGAL_HDF5_NUMBERS;
    if (class == H5S_NULL) return FRUGAL_HDF5_OK;
    if (class == H5S_NO_CLASS || known < 0) return library_fault(walk, "its shape cannot be read");
    if (rank > FRUGAL_HDF5_MAXIMUM_RANK) return fault(walk, FRUGAL_HDF5_TOO_LARGE, "it has more than 8 dimensions");
    item->rank = (size_t)rank;
    item->count = 1;
    for (int axis = 0; axis < rank; axis++) {
        item->shape[axis] = shape[axis];
        if (shape[axis] != 0 && item->count > maximum_numbers / shape[axis])
            return fault(walk, FRUGAL_HDF5_TOO_LARGE, "its shape claims more than 2^28 numbers");
        item->count *= shape[axis];
    }
    return FRUGAL_HDF5_OK;
}

/* Only what lies in the file itself is read, and no more than the file can hold. */
static frugal_hdf5_status check_storage(walk *walk, hid_t dataset, hid_t type, const frugal_hdf5_item *item) {
    hid_t creation = H5Dget_create_plist(dataset);
    if (creation < 0) return library_fault(walk, "its layout cannot be read");
    H5D_layout_t layout = H5Pget_layout(creation);
    int elsewhere = layout == H5D_CONTIGUOUS ? H5Pget_external_count(creation) : 0;
    int filters = layout == H5D_CHUNKED ? H5Pget_nfilters(creation) : 0;
    hsize_t chunk[H5S_MAX_RANK];
    uint64_t chunk_count = 1;
    if (layout == H5D_CHUNKED) {
        int rank = H5Pget_chunk(creation, H5S_MAX_RANK, chunk);
        for (int axis = 0; axis < rank && axis < H5S_MAX_RANK; axis++) {
            if (chunk[axis] != 0 && chunk_count > maximum_numbers / chunk[axis]) chunk_count = maximum_numbers;
            else chunk_count *= chunk[axis];
        }
        if (rank < 0) filters = -1;
    }
    H5Pclose(creation);
    if (layout < 0 || elsewhere < 0 || filters < 0) return library_fault(walk, "its layout cannot be read");
    if (elsewhere > 0 || layout == H5D_VIRTUAL)
        return fault(walk, FRUGAL_HDF5_UNSUPPORTED, "its numbers lie in another file");
    uint64_t held = H5Dget_storage_size(dataset);
    uint64_t size = H5Tget_size(type);
    uint64_t factor = filters > 0 ? maximum_compression : 1;
    if (size == 0) return library_fault(walk, "its type cannot be read");
    /* Sizes stay far below 2^64: the count is below 2^28, and that of a type below 2^32. */
    if (item->count > 0 && (held > UINT64_C(1) << 48 || held * factor / size < item->count))
        return fault(walk, FRUGAL_HDF5_MALFORMED, "it claims more than the file holds");
    if (chunk_count > item->count * 2 + (1 << 20))
        return fault(walk, FRUGAL_HDF5_MALFORMED, "its chunks are larger than its shape");
    return FRUGAL_HDF5_OK;
}

static frugal_hdf5_status read_numbers(walk *walk, hid_t dataset, hid_t type, frugal_hdf5_item *item) {
    if (walk->numbers + item->count > maximum_numbers)
        return fault(walk, FRUGAL_HDF5_TOO_LARGE, "the file claims more than 2^28 numbers");
    walk->numbers += item->count;
    item->element = H5Tget_class(type) == H5T_INTEGER ? FRUGAL_HDF5_INT64
                    : H5Tget_size(type) > 4           ? FRUGAL_HDF5_FLOAT64
                                                      : FRUGAL_HDF5_FLOAT32;
    double *numbers = calloc(item->count + 1, sizeof *numbers);
    if (numbers == NULL) return fault(walk, FRUGAL_HDF5_NO_MEMORY, "there is no memory left for its numbers");
    frugal_hdf5_status status = FRUGAL_HDF5_OK;
    if (item->count > 0 && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers) < 0)
        status = library_fault(walk, "its numbers cannot be read");
    item->numbers = numbers;
    if (status == FRUGAL_HDF5_OK) walk->visit(walk->context, item);
    free(numbers);
    return status;
}

static frugal_hdf5_status read_long_texts(walk *walk, hid_t dataset, hid_t type, frugal_hdf5_item *item) {
    hid_t memory = H5Tcopy(H5T_C_S1);
    char **read = calloc(item->count + 1, sizeof *read);
    const char **texts = calloc(item->count + 1, sizeof *texts);
    frugal_hdf5_status status = FRUGAL_HDF5_OK;
    if (memory < 0 || read == NULL || texts == NULL || H5Tset_size(memory, H5T_VARIABLE) < 0 ||
        H5Tset_cset(memory, H5Tget_cset(type)) < 0 ||
        (item->count > 0 && H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, read) < 0)) {
        status = library_fault(walk, "its texts cannot be read");
    } else {
        /* An empty text is a null pointer. */
        for (size_t index = 0; index < item->count; index++) texts[index] = read[index] ? read[index] : "";
        item->texts = texts;
        walk->visit(walk->context, item);
    }
    for (size_t index = 0; read != NULL && index < item->count; index++) H5free_memory(read[index]);
    free(read);
    free(texts);
    if (memory >= 0) H5Tclose(memory);
    return status;
}

static frugal_hdf5_status read_short_texts(walk *walk, hid_t dataset, hid_t type, frugal_hdf5_item *item) {
    size_t size = H5Tget_size(type);
    if (size > maximum_text_bytes) return fault(walk, FRUGAL_HDF5_TOO_LARGE, "its texts have more than 65,536 bytes");
    if (item->count * size > maximum_numbers)
        return fault(walk, FRUGAL_HDF5_TOO_LARGE, "its texts have more than 2^28 bytes");
    char *packed = calloc(item->count + 1, size);
    char *spread = calloc(item->count + 1, size + 1);
    const char **texts = calloc(item->count + 1, sizeof *texts);
    frugal_hdf5_status status = FRUGAL_HDF5_OK;
    if (packed == NULL || spread == NULL || texts == NULL) {
        status = fault(walk, FRUGAL_HDF5_NO_MEMORY, "there is no memory left for its texts");
    } else if (item->count > 0 && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, packed) < 0) {
        status = library_fault(walk, "its texts cannot be read");
    } else {
        int is_spaced = H5Tget_strpad(type) == H5T_STR_SPACEPAD;
        for (size_t index = 0; index < item->count; index++) {
            char *text = spread + index * (size + 1);
            memcpy(text, packed + index * size, size);
            for (size_t end = strlen(text); is_spaced && end > 0 && text[end - 1] == ' '; end--) text[end - 1] = 0;
            texts[index] = text;
        }
        item->texts = texts;
        walk->visit(walk->context, item);
    }
    free(texts);
    free(spread);
    free(packed);
    return status;
}

static frugal_hdf5_status read_typed(walk *walk, hid_t dataset, hid_t type, frugal_hdf5_item *item) {
    H5T_class_t class = H5Tget_class(type);
    if (class == H5T_NO_CLASS) return library_fault(walk, "its type cannot be read");
    if (class != H5T_INTEGER && class != H5T_FLOAT && class != H5T_STRING) {
        item->kind = FRUGAL_HDF5_OTHER;
        walk->visit(walk->context, item);
        return FRUGAL_HDF5_OK;
    }
    frugal_hdf5_status status = check_storage(walk, dataset, type, item);
    if (status != FRUGAL_HDF5_OK) return status;
    if (class != H5T_STRING) return read_numbers(walk, dataset, type, item);
    item->kind = FRUGAL_HDF5_TEXTS;
    if (item->count > maximum_texts) return fault(walk, FRUGAL_HDF5_TOO_LARGE, "it claims more than 2^20 texts");
    htri_t is_long = H5Tis_variable_str(type);
    if (is_long < 0) return library_fault(walk, "its type cannot be read");
    return is_long ? read_long_texts(walk, dataset, type, item) : read_short_texts(walk, dataset, type, item);
}

static frugal_hdf5_status read_dataset(walk *walk, hid_t dataset, const char *name) {
    frugal_hdf5_item item = {.kind = FRUGAL_HDF5_OTHER, .name = name};
    frugal_hdf5_status status = read_shape(walk, dataset, &item);
    if (status != FRUGAL_HDF5_OK) return status;
    if (item.kind == FRUGAL_HDF5_OTHER) {
        walk->visit(walk->context, &item);
        return FRUGAL_HDF5_OK;
    }
    hid_t type = H5Dget_type(dataset);
    if (type < 0) return library_fault(walk, "its type cannot be read");
    status = read_typed(walk, dataset, type, &item);
    H5Tclose(type);
    return status;
}

static frugal_hdf5_status read_group(walk *walk, hid_t group);

static frugal_hdf5_status read_object(walk *walk, hid_t object, const char *name) {
    frugal_hdf5_item item = {.kind = FRUGAL_HDF5_OTHER, .name = name};
    H5I_type_t type = H5Iget_type(object);
    if (type == H5I_DATASET) return read_dataset(walk, object, name);
    if (type == H5I_GROUP) {
        item.kind = FRUGAL_HDF5_GROUP;
        walk->visit(walk->context, &item);
        frugal_hdf5_status status = read_group(walk, object);
        if (status != FRUGAL_HDF5_OK) return status;
        item.kind = FRUGAL_HDF5_END;
        item.name = NULL;
    }
    walk->visit(walk->context, &item);
    return FRUGAL_HDF5_OK;
}

static herr_t read_link(hid_t group, const char *name, const H5L_info_t *info, void *context) {
    walk *walk = context;
    size_t length = strlen(walk->path);
    snprintf(walk->path + length, sizeof walk->path - length, "/%s", name);
    if (++walk->items > maximum_items) {
        walk->status = fault(walk, FRUGAL_HDF5_TOO_LARGE, "the file has more than 65,536 parts");
    } else if (info->type != H5L_TYPE_HARD) {
        walk->status = fault(walk, FRUGAL_HDF5_UNSUPPORTED, "this is a link to something elsewhere");
    } else {
        hid_t object = H5Oopen(group, name, H5P_DEFAULT);
        walk->status =
            object < 0 ? library_fault(walk, "it cannot be opened") : read_object(walk, object, name);
        if (object >= 0) H5Oclose(object);
    }
    if (walk->status != FRUGAL_HDF5_OK) return -1;
    walk->path[length] = 0;
    return 0;
}

static frugal_hdf5_status read_group(walk *walk, hid_t group) {
    if (walk->depth >= maximum_depth) return fault(walk, FRUGAL_HDF5_TOO_LARGE, "groups lie more than 16 deep");
    walk->depth++;
    herr_t result = H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, read_link, walk);
    walk->depth--;
    if (walk->status != FRUGAL_HDF5_OK) return walk->status;
    return result < 0 ? library_fault(walk, "the group cannot be listed") : FRUGAL_HDF5_OK;
}

frugal_hdf5_status frugal_hdf5_walk(
    const uint8_t *bytes, size_t count, void *context, frugal_hdf5_visitor visit, frugal_hdf5_error *error) {
    walk walk = {.context = context, .visit = visit, .error = error, .status = FRUGAL_HDF5_OK};
    hid_t file = frugal_hdf5_open(bytes, count);
    if (file < 0) return library_fault(&walk, "the file is damaged or truncated");
    hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
    frugal_hdf5_status status = root < 0 ? library_fault(&walk, "the file is damaged") : read_group(&walk, root);
    if (root >= 0) H5Gclose(root);
    H5Fclose(file);
    return status;
}
