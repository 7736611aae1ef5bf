/* Writing a file in memory, piece by piece. */
#include <stdlib.h>

#include "fault.h"

struct frugal_hdf5_writer {
    hid_t file;
};

static frugal_hdf5_status failed(frugal_hdf5_error *error, const char *path, const char *problem) {
    return frugal_hdf5_library_fault(error, FRUGAL_HDF5_FAILED, path, problem);
}

frugal_hdf5_status frugal_hdf5_create(frugal_hdf5_writer **writer, frugal_hdf5_error *error) {
    frugal_hdf5_writer *made = malloc(sizeof *made);
    if (made == NULL) return frugal_hdf5_fault(error, FRUGAL_HDF5_NO_MEMORY, "", "there is no memory left");
    frugal_hdf5_lock();
    made->file = frugal_hdf5_open(NULL, 0);
    frugal_hdf5_status status = made->file < 0 ? failed(error, "", "no file can be made") : FRUGAL_HDF5_OK;
    frugal_hdf5_unlock();
    if (status == FRUGAL_HDF5_OK) *writer = made;
    else free(made);
    return status;
}

frugal_hdf5_status frugal_hdf5_add_group(frugal_hdf5_writer *writer, const char *path, frugal_hdf5_error *error) {
    frugal_hdf5_lock();
    hid_t group = H5Gcreate2(writer->file, path, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    frugal_hdf5_status status = group < 0 ? failed(error, path, "the group cannot be made") : FRUGAL_HDF5_OK;
    if (group >= 0) H5Gclose(group);
    frugal_hdf5_unlock();
    return status;
}

/* Writes `memory` as `stored`; times are left out, so that equal contents are equal bytes. */
static frugal_hdf5_status add(
    frugal_hdf5_writer *writer, const char *path, hid_t stored, hid_t given, size_t rank, const uint64_t *shape,
    const void *memory, frugal_hdf5_error *error) {
    hsize_t extent[FRUGAL_HDF5_MAXIMUM_RANK];
    if (rank > FRUGAL_HDF5_MAXIMUM_RANK)
        return frugal_hdf5_fault(error, FRUGAL_HDF5_TOO_LARGE, path, "it has more than 8 dimensions");
    uint64_t count = 1;
    for (size_t axis = 0; axis < rank; axis++) {
        extent[axis] = shape[axis];
        count *= shape[axis];
    }
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple((int)rank, extent, NULL);
    hid_t dataset = -1;
    if (creation >= 0 && space >= 0 && H5Pset_obj_track_times(creation, 0) >= 0)
        dataset = H5Dcreate2(writer->file, path, stored, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    int is_written =
        dataset >= 0 && (count == 0 || H5Dwrite(dataset, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, memory) >= 0);
    frugal_hdf5_status status = is_written ? FRUGAL_HDF5_OK : failed(error, path, "it cannot be written");
    if (dataset >= 0) H5Dclose(dataset);
    if (space >= 0) H5Sclose(space);
    if (creation >= 0) H5Pclose(creation);
    return status;
}

frugal_hdf5_status frugal_hdf5_add_numbers(
    frugal_hdf5_writer *writer, const char *path, frugal_hdf5_element element, size_t rank, const uint64_t *shape,
    const double *numbers, frugal_hdf5_error *error) {
    frugal_hdf5_lock();
    hid_t stored = element == FRUGAL_HDF5_FLOAT32   ? H5T_IEEE_F32LE
                   : element == FRUGAL_HDF5_FLOAT64 ? H5T_IEEE_F64LE
                                                    : H5T_STD_I64LE;
    frugal_hdf5_status status = add(writer, path, stored, H5T_NATIVE_DOUBLE, rank, shape, numbers, error);
    frugal_hdf5_unlock();
    return status;
}

frugal_hdf5_status frugal_hdf5_add_texts(
    frugal_hdf5_writer *writer, const char *path, size_t rank, const uint64_t *shape, const char *const *texts,
    frugal_hdf5_error *error) {
    frugal_hdf5_lock();
    hid_t type = H5Tcopy(H5T_C_S1);
    int is_made = type >= 0 && H5Tset_size(type, H5T_VARIABLE) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0;
    frugal_hdf5_status status = is_made ? add(writer, path, type, type, rank, shape, texts, error)
                                        : failed(error, path, "its type cannot be made");
    if (type >= 0) H5Tclose(type);
    frugal_hdf5_unlock();
    return status;
}

frugal_hdf5_status frugal_hdf5_finish(
    frugal_hdf5_writer *writer, uint8_t **bytes, size_t *count, frugal_hdf5_error *error) {
    frugal_hdf5_lock();
    frugal_hdf5_status status = FRUGAL_HDF5_OK;
    ssize_t size = H5Fflush(writer->file, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fget_file_image(writer->file, NULL, 0);
    uint8_t *image = size > 0 ? malloc((size_t)size) : NULL;
    if (size <= 0) status = failed(error, "", "the file cannot be finished");
    else if (image == NULL)
        status = frugal_hdf5_fault(error, FRUGAL_HDF5_NO_MEMORY, "", "there is no memory left for %zd bytes", size);
    else if (H5Fget_file_image(writer->file, image, (size_t)size) < 0)
        status = failed(error, "", "the file cannot be finished");
    frugal_hdf5_unlock();
    if (status == FRUGAL_HDF5_OK) {
        *bytes = image;
        *count = (size_t)size;
    } else {
        free(image);
    }
    return status;
}

void frugal_hdf5_close(frugal_hdf5_writer *writer) {
    if (writer == NULL) return;
    frugal_hdf5_lock();
    H5Fclose(writer->file);
    frugal_hdf5_unlock();
    free(writer);
}
